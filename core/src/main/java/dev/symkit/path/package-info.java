// SPDX-License-Identifier: Apache-2.0
/** Windows and UNC paths as text, whatever system this runs on, and the places where shares are mounted. */
@NullMarked
package dev.symkit.path;

import org.jspecify.annotations.NullMarked;
