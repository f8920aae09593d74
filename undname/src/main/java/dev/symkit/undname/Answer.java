// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undname;

/**
 * What a name stands for.
 *
 * @param name the name as it was given
 * @param text the readable name; the name itself if it was not understood
 * @param understood whether it was; a hashed name ({@code ??@...@}) is, though nothing readable can be made of it
 */
public record Answer(String name, String text, boolean understood) {}
