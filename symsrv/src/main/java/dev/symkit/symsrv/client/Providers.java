// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client;

import dev.symkit.symsrv.spi.SymbolServerProvider;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The other kinds of symbol servers, looked for when one is needed. Guarded by itself. */
final class Providers {
    private final Supplier<List<SymbolServerProvider>> source;
    private @Nullable List<SymbolServerProvider> known;

    Providers(Supplier<List<SymbolServerProvider>> source) {
        this.source = source;
    }

    /** The provider for the name of a DLL; of several the first. */
    synchronized Optional<SymbolServerProvider> find(String dll) {
        List<SymbolServerProvider> all = known;
        if (all == null) {
            all = List.copyOf(source.get());
            known = all;
        }
        return all.stream().filter(each -> each.handles(dll)).findFirst();
    }

    /** Lets those that were needed forget which servers were left alone, and credentials. */
    synchronized void close() {
        if (known != null) {
            known.forEach(SymbolServerProvider::close);
        }
    }
}
