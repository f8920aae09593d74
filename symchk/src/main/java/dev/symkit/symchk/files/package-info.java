// SPDX-License-Identifier: Apache-2.0
/** Finds the files that a user names: files, directories, masks, lists. */
@NullMarked
package dev.symkit.symchk.files;

import org.jspecify.annotations.NullMarked;
