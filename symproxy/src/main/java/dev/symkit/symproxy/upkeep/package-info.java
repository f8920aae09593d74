// SPDX-License-Identifier: Apache-2.0
/** What is done to the directories of a configuration beside the server: asked, filled beforehand, examined and mended (symproxy.md 7). */
@NullMarked
package dev.symkit.symproxy.upkeep;

import org.jspecify.annotations.NullMarked;
