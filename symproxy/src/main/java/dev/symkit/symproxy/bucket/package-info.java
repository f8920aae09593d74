// SPDX-License-Identifier: Apache-2.0
/** Files that are kept in a bucket which several servers share: reading them, and writing down what came from upstream (symproxy.md 14.4). */
@NullMarked
package dev.symkit.symproxy.bucket;

import org.jspecify.annotations.NullMarked;
