// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.symsrv.client.store.FolderWriter;
import dev.symkit.symsrv.client.store.Landing;
import dev.symkit.symsrv.client.store.Target;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;

/**
 * Where files go that no store takes: the user deletes them.
 *
 * @param writer how they are written
 */
record TemporaryTarget(FolderWriter writer) implements Target {
    @Override
    public Landing begin(SymbolKey key, Instant now) throws IOException {
        String name = key.name();
        int dot = name.lastIndexOf('.');
        String extension = dot > 0 && name.length() - dot <= 8 ? name.substring(dot) : "";
        return writer.beginTemporary("symsrv-" + UUID.randomUUID() + extension);
    }
}
