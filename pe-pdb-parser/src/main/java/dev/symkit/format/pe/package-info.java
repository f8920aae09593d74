// SPDX-License-Identifier: Apache-2.0
/** PE images and separate .dbg files: headers, sections, debug directory and CodeView records. */
@NullMarked
package dev.symkit.format.pe;

import org.jspecify.annotations.NullMarked;
