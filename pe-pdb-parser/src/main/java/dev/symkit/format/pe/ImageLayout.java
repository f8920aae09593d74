// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

/** How the bytes of an image lie in its source. */
public enum ImageLayout {
    /** As in a file: sections lie where their file offsets say. */
    FILE,
    /** As loaded, for example in a dump: every byte lies at its RVA. */
    MEMORY
}
