// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.source;

import dev.symkit.dbh.module.LoadedModule;
import dev.symkit.dbh.module.SymbolFile;
import dev.symkit.format.io.Origin;
import dev.symkit.format.io.Slice;
import dev.symkit.format.msf.MsfStream;
import dev.symkit.format.pdb.NamedStreams;
import dev.symkit.format.pdb.SourceLinks;
import dev.symkit.format.pdb.SrcSrv;
import dev.symkit.format.symbols.PdbFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a symbol file says of where its sources can be had; Source Link is asked first. Immutable. */
public final class SourceOrigins {
    private final List<SourceLinkMap> links;
    private final Optional<SourceServer> server;

    private SourceOrigins(List<SourceLinkMap> links, Optional<SourceServer> server) {
        this.links = List.copyOf(links);
        this.server = server;
    }

    /**
     * Reads what the symbol file of a module has; empty if it has nothing of the kind.
     *
     * @throws IOException if it cannot be read, or is damaged
     */
    public static Optional<SourceOrigins> of(LoadedModule module) throws IOException {
        if (module.symbols().isEmpty()) {
            return Optional.empty();
        }
        SymbolFile file = module.symbols().get();
        List<SourceLinkMap> links = new ArrayList<>();
        Optional<SourceServer> server = Optional.empty();
        if (file.portable().isPresent()) {
            Optional<Slice> text = file.portable().get().sourceLink();
            if (text.isPresent()) {
                Origin origin = new Origin(file.path().toString(), "Source Link", 0);
                links.add(SourceLinkMap.parse(text.get().toByteArray(), origin));
            }
        } else if (file.pdb().isPresent()) {
            PdbFile pdb = file.pdb().get();
            NamedStreams names = pdb.info().names();
            for (MsfStream stream : SourceLinks.open(pdb.container(), names)) {
                int size = (int) Math.min(Integer.MAX_VALUE, stream.size());
                links.add(SourceLinkMap.parse(stream.cursor(0, stream.size()).bytes(size), stream.origin()));
            }
            server = SrcSrv.read(pdb.container(), names).map(SourceServer::new);
        }
        return links.isEmpty() && server.isEmpty() ? Optional.empty() : Optional.of(new SourceOrigins(links, server));
    }

    /** Where a source can be had. */
    public Optional<String> of(String path) {
        for (SourceLinkMap map : links) {
            Optional<String> found = map.find(path);
            if (found.isPresent()) {
                return found;
            }
        }
        return server.flatMap(known -> known.find(path));
    }
}
