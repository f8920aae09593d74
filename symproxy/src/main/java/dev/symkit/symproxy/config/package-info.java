// SPDX-License-Identifier: Apache-2.0
/** The configuration of SymProxy: one table of all keys, and the file, the environment and the command line that give their values. */
@NullMarked
package dev.symkit.symproxy.config;

import org.jspecify.annotations.NullMarked;
