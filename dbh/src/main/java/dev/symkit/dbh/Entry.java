// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

/**
 * A command in the table of all commands. Immutable.
 *
 * @param name the word that calls it
 * @param alias its short form; empty if it has none
 * @param arguments what may follow, for the help; empty if nothing
 * @param explanation one line for the help
 * @param listed whether the help names it; commands that the original does not document are not named
 * @param command what it does
 */
public record Entry(String name, String alias, String arguments, String explanation, boolean listed, Command command) {
    /** A command that the help names. */
    public static Entry of(String name, String alias, String arguments, String explanation, Command command) {
        return new Entry(name, alias, arguments, explanation, true, command);
    }

    /** A command that the help does not name. */
    public static Entry unlisted(String name, String arguments, String explanation, Command command) {
        return new Entry(name, "", arguments, explanation, false, command);
    }

    /** What a user gets to see who leaves out what the command needs (dbh.md 2.5). */
    public String hint() {
        return (name + " " + arguments).strip() + " : " + explanation;
    }
}
