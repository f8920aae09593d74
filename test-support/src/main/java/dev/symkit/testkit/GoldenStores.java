// SPDX-License-Identifier: Apache-2.0
package dev.symkit.testkit;

import java.io.IOException;
import java.nio.file.Path;

/** Where the stores of a golden case are that has them elsewhere than in folders of its working directory. */
public interface GoldenStores {
    /** What a command line says in place of the folder {@code name}. */
    String url(String name);

    /** Stores all files of a folder, under their paths in it. */
    void put(String name, Path folder) throws IOException;

    /** Writes all that is stored into a folder; makes none if that is nothing. */
    void get(String name, Path folder) throws IOException;
}
