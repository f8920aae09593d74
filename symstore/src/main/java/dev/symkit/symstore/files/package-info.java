// SPDX-License-Identifier: Apache-2.0
/** Adding files to a store, asking for them, and writing them down in an index file: which files, and under which keys. */
@NullMarked
package dev.symkit.symstore.files;

import org.jspecify.annotations.NullMarked;
