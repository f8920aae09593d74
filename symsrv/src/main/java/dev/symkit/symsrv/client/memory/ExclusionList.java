// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client.memory;

/** The names of files that are never looked up (symsrv.md 12.1). Thread-safe. */
@FunctionalInterface
public interface ExclusionList {
    /** No name is excluded. */
    ExclusionList NONE = name -> false;

    /** Whether a name is excluded; case does not matter. */
    boolean excludes(String fileName);
}
