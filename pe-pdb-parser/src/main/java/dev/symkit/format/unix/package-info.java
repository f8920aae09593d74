// SPDX-License-Identifier: Apache-2.0
/** What identifies the files of other systems: the build id of ELF files and the UUID of Mach-O files. Nothing else is read of them. */
@NullMarked
package dev.symkit.format.unix;

import org.jspecify.annotations.NullMarked;
