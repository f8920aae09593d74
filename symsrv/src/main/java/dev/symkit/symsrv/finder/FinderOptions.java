// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.finder;

import dev.symkit.path.SymbolPath;
import dev.symkit.symsrv.settings.LookupOptions;
import dev.symkit.symsrv.spi.FileFilter;
import dev.symkit.symsrv.spi.LookupListener;
import java.util.List;
import java.util.Optional;

/**
 * How the files of modules are looked for. Immutable.
 *
 * @param places where, in order
 * @param path a symbol path instead of those of the client; its stores count as strange ones where pointers lead to them
 * @param filter what a PDB has to be beyond the right one
 * @param lookup how stores are asked; a file of another build is taken last if its option {@code loadAnything} is on
 * @param listener hears the trace and says when to stop
 */
public record FinderOptions(
        List<SearchPlace> places,
        Optional<SymbolPath> path,
        FileFilter filter,
        LookupOptions lookup,
        LookupListener listener) {
    /** The order of the debuggers, and nothing special. */
    public static final FinderOptions DEFAULT = new FinderOptions(
            SearchPlace.DEBUGGERS, Optional.empty(), FileFilter.ANY, LookupOptions.DEFAULT, LookupListener.NONE);

    /** Copies the list. */
    public FinderOptions {
        places = List.copyOf(places);
    }

    /** The same with other places. */
    public FinderOptions in(List<SearchPlace> value) {
        return new FinderOptions(value, path, filter, lookup, listener);
    }

    /** The same without one of the places. */
    public FinderOptions without(SearchPlace place) {
        return in(places.stream().filter(each -> each != place).toList());
    }

    /** The same along another symbol path, for example one element of it. */
    public FinderOptions along(SymbolPath value) {
        return new FinderOptions(places, Optional.of(value), filter, lookup, listener);
    }

    /** The same with something asked of PDBs. */
    public FinderOptions filtering(FileFilter value) {
        return new FinderOptions(places, path, value, lookup, listener);
    }

    /** The same with other options for stores. */
    public FinderOptions lookingUp(LookupOptions value) {
        return new FinderOptions(places, path, filter, value, listener);
    }

    /** The same with somebody who listens. */
    public FinderOptions heardBy(LookupListener value) {
        return new FinderOptions(places, path, filter, lookup, value);
    }
}
