// SPDX-License-Identifier: Apache-2.0
/**
 * Crash dumps as far as symbol checking needs them: module lists, system and memory of user minidumps; headers of kernel dumps and
 * the driver lists of the small ones.
 */
@NullMarked
package dev.symkit.format.dump;

import org.jspecify.annotations.NullMarked;
