// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

/**
 * How a symbol path is read. Immutable.
 *
 * @param mode what becomes of parts that cannot be used
 * @param environment the machine the path is for
 * @param expand whether {@code %VAR%}, {@code $VAR}, <code>${VAR}</code> and {@code ~} are replaced by what they stand for
 * @param defaultStore path of the default downstream store, for the warning about caches that are searched as plain directories; empty
 *     if unknown
 */
public record ParseOptions(ParseMode mode, PathEnvironment environment, boolean expand, String defaultStore) {

    /** Reads text as it stands, on no particular machine. */
    public static ParseOptions of(ParseMode mode) {
        return new ParseOptions(mode, PathEnvironment.NONE, false, "");
    }

    /** The same for a machine. */
    public ParseOptions on(PathEnvironment machine) {
        return new ParseOptions(mode, machine, expand, defaultStore);
    }

    /** The same with or without expansion of variables. */
    public ParseOptions expanding(boolean variables) {
        return new ParseOptions(mode, environment, variables, defaultStore);
    }

    /** The same with a known default store. */
    public ParseOptions withDefaultStore(String path) {
        return new ParseOptions(mode, environment, expand, path);
    }
}
