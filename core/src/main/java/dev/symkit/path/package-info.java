// SPDX-License-Identifier: Apache-2.0
/**
 * Symbol paths ({@code srv*}, {@code cache*}), the places they start from and {@code symsrv.ini}; Windows and UNC paths as text, whatever
 * system this runs on, and the places where shares are mounted.
 */
@NullMarked
package dev.symkit.path;

import org.jspecify.annotations.NullMarked;
