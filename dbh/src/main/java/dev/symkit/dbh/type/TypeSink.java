// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.type;

/** Takes the rows of a list of types. */
@FunctionalInterface
public interface TypeSink {
    /** Takes a row; false: no more are wanted. */
    boolean take(TypeRow row);
}
