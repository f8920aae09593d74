// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.spi;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.symsrv.settings.LookupOptions;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Another kind of symbol server, which a symbol path names as {@code symsrv*<dll>*<params>}: what a symbol-server DLL is to the debuggers
 * (symsrv.md 16). Found with {@link java.util.ServiceLoader}, so it has a constructor without parameters. Used from many threads at once.
 */
public interface SymbolServerProvider extends AutoCloseable {
    /** Whether a name in a symbol path means this provider; case is the provider's own matter, and is ignored by those we know. */
    boolean handles(String dllName);

    /**
     * Looks for a file.
     *
     * @param params what the symbol path has behind the name of the DLL, as it is
     * @param key the file; a file that is found has its name, in any case
     * @param options how; a provider heeds those that mean something to it, {@code offline} and {@code verify} at least
     * @param listener hears what goes on, and says when to stop
     * @throws IOException if the provider cannot do its work; the search goes on without it
     */
    LookupResult find(String params, SymbolKey key, LookupOptions options, LookupListener listener) throws IOException;

    /**
     * Whether the server answers.
     *
     * @throws IOException if that cannot be found out
     */
    default boolean ping(String params, LookupOptions options) throws IOException {
        return true;
    }

    /**
     * Stores a file.
     *
     * @return where it is now
     * @throws UnsupportedOperationException if this kind of server takes no files
     * @throws IOException if it cannot be stored
     */
    default Path store(String params, Path file, SymbolKey key, StoreFlags flags) throws IOException {
        throw new UnsupportedOperationException("this symbol server takes no files");
    }

    /** The version of the interface, 2 as that of the debuggers. */
    default int version() {
        return 2;
    }

    /** Forgets which servers were left alone, and credentials. The provider may be used again. */
    @Override
    default void close() {}
}
