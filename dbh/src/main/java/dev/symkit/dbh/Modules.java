// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import dev.symkit.dbh.module.LoadedModule;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The modules of a session, one of them the current one. Owns them. Confined to the thread of the shell. */
public final class Modules implements Closeable {
    private final List<LoadedModule> all = new ArrayList<>();
    private Optional<LoadedModule> current = Optional.empty();

    /** All, in the order in which they came. */
    public List<LoadedModule> all() {
        return List.copyOf(all);
    }

    /** The one that commands mean which name none. */
    public Optional<LoadedModule> current() {
        return current;
    }

    /** The one that an address lies in. */
    public Optional<LoadedModule> at(long address) {
        return all.stream().filter(module -> module.rva(address).isPresent()).findFirst();
    }

    /** Adds one; the first becomes the current one. */
    void add(LoadedModule module) {
        all.add(module);
        current = current.or(() -> Optional.of(module));
    }

    /** Makes one of them the current one. */
    void choose(LoadedModule module) {
        current = Optional.of(module);
    }

    /** Forgets all, and closes their files. */
    void clear() throws IOException {
        List<LoadedModule> gone = all();
        all.clear();
        current = Optional.empty();
        for (LoadedModule module : gone) {
            module.close();
        }
    }

    @Override
    public void close() throws IOException {
        clear();
    }
}
