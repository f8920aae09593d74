// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.finder;

/** Which file of a module is looked for. */
public enum Wanted {
    /** The PDB that the image names. */
    PDB,
    /** The separate debug file of an old image. */
    DBG,
    /** The image itself. */
    IMAGE
}
