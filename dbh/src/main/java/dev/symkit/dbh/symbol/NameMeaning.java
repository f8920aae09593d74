// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.symbol;

import dev.symkit.dbh.show.Row;
import dev.symkit.undecorate.Undecorator;
import java.util.Optional;

/**
 * What {@code undec} tells of a name (dbh.md 3.3). Immutable.
 *
 * @param name the name as it was given
 * @param meaning what it stands for; the name itself if it is not understood
 * @param understood whether it is
 */
public record NameMeaning(String name, String meaning, boolean understood) implements Row {
    /** The meaning of a name; any text is one. */
    public static NameMeaning of(String name, Undecorator undecorator) {
        Optional<String> meaning = undecorator.tryUndecorate(name);
        return new NameMeaning(name, meaning.orElse(name), meaning.isPresent());
    }

    @Override
    public void text(StringBuilder into) {
        into.append(name).append(" =\n").append(meaning).append('\n');
    }

    @Override
    public void fields(Fields into) {
        into.text("name", name);
        into.text("undecorated", meaning);
        into.bool("understood", understood);
    }
}
