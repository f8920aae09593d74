// SPDX-License-Identifier: Apache-2.0
/** The MSF container of PDB files: header, stream directory, pages and streams, read on demand. */
@NullMarked
package dev.symkit.format.msf;

import org.jspecify.annotations.NullMarked;
