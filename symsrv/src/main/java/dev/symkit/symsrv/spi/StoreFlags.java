// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.spi;

/**
 * How a file is stored (symsrv.md 16; the numbers are those of the public header).
 *
 * @param bits the flags, or-ed
 */
public record StoreFlags(int bits) {
    /** The file is compressed. */
    public static final int COMPRESS = 0x01;

    /** A file that is there already is replaced. */
    public static final int OVERWRITE = 0x02;

    /** The index is wanted instead of the path. */
    public static final int RETURN_INDEX = 0x04;

    /** A pointer is stored instead of the file. */
    public static final int POINTER = 0x08;

    /** The alternative index is used. */
    public static final int ALT_INDEX = 0x10;

    /** Texts are Unicode; they always are here. */
    public static final int UNICODE = 0x20;

    /** A file that is there already is a success. */
    public static final int PASS_IF_EXISTS = 0x40;

    /** No flags. */
    public static final StoreFlags NONE = new StoreFlags(0);

    /** Whether a flag is set. */
    public boolean has(int flag) {
        return (bits & flag) == flag;
    }
}
