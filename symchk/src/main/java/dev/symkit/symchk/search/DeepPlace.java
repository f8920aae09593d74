// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.search;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.store.key.FileIdentity;
import dev.symkit.store.key.KeyReader;
import dev.symkit.store.key.SymbolKey;
import dev.symkit.symchk.files.FileTree;
import dev.symkit.symsrv.spi.Attempt;
import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.LookupRequest;
import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.symsrv.spi.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A directory and all directories below it: the letter {@code r} of {@code /s}. They are listed once, when they are first needed. */
final class DeepPlace implements SymbolPlace {
    private static final KeyReader KEYS = new KeyReader();

    private final Path root;
    private final Consumer<String> warnings;
    private @Nullable Map<String, List<Path>> files;

    DeepPlace(Path root, Consumer<String> warnings) {
        this.root = root;
        this.warnings = warnings;
    }

    @Override
    public String text() {
        return root.toString();
    }

    @Override
    public LookupResult find(LookupRequest request, LookupListener listener) {
        SymbolKey key = request.key();
        List<Attempt> attempts = new ArrayList<>();
        for (Path file : files().getOrDefault(folded(key.name()), List.of())) {
            ResultCode code = look(file, request);
            attempts.add(new Attempt(text(), file.toString(), code.status(), code, 0, Duration.ZERO));
            boolean found = code.equals(ResultCode.OK);
            listener.trace("DBGHELP: " + file + (found ? " - OK" : " - mismatched"));
            if (found) {
                return new LookupResult.Found(file, text(), false, Optional.empty(), attempts);
            }
        }
        listener.trace("DBGHELP: " + root.resolve(key.name()) + " - file not found");
        return new LookupResult.NotFound(
                Status.MISS, ResultCode.FILE_NOT_FOUND, "not found below " + root, Optional.empty(), attempts);
    }

    private static ResultCode look(Path file, LookupRequest request) {
        try (ByteSource source = FileByteSource.open(file)) {
            Optional<FileIdentity> identity = KEYS.identify(source);
            boolean same = identity.isPresent()
                    && identity.get().hasIndex(request.key().index());
            return same && request.filter().refuse(source).isEmpty() ? ResultCode.OK : ResultCode.INVALID_DATA;
        } catch (IOException e) {
            return ResultCode.INVALID_DATA;
        }
    }

    private synchronized Map<String, List<Path>> files() {
        Map<String, List<Path>> known = files;
        if (known == null) {
            known = new HashMap<>();
            for (Path file : new FileTree(true, warnings).files(root, name -> true)) {
                known.computeIfAbsent(folded(file.getFileName().toString()), name -> new ArrayList<>(1))
                        .add(file);
            }
            files = known;
        }
        return known;
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
