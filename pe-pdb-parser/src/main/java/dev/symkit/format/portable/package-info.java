// SPDX-License-Identifier: Apache-2.0
/**
 * Portable PDB files, standalone or embedded in an image: metadata root, id, debug tables (documents, sequence points, scopes,
 * custom debug information with Source Link and embedded sources).
 */
@NullMarked
package dev.symkit.format.portable;

import org.jspecify.annotations.NullMarked;
