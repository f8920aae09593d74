// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dump;

/** What a kernel dump holds. Source: the kernel-dump parsers kdmp-parser and Rekall. */
public enum KernelDumpType {
    /** A number that is not known. */
    UNKNOWN(0, "unknown"),
    /** All physical memory, pages in order of the runs in the header. */
    FULL(1, "full"),
    /** Memory of the kernel, old form. */
    SUMMARY(2, "kernel summary"),
    /** The header alone. */
    HEADER_ONLY(3, "header only"),
    /** A few structures and the list of drivers. */
    TRIAGE(4, "small memory"),
    /** All physical memory with a bitmap of the pages present. */
    BITMAP_FULL(5, "bitmap full"),
    /** Memory of the kernel with a bitmap; also live dumps. */
    BITMAP_KERNEL(6, "bitmap kernel"),
    /** Memory of the kernel, with a page file of automatic size. */
    AUTOMATIC(7, "automatic"),
    /** Memory of the kernel, newer form. */
    KERNEL(8, "kernel"),
    /** Memory of the kernel and of programs. */
    KERNEL_AND_USER(9, "kernel and user"),
    /** All memory, newer form. */
    COMPLETE(10, "complete");

    private final int number;
    private final String text;

    KernelDumpType(int number, String text) {
        this.number = number;
        this.text = text;
    }

    /** The number in the header. */
    public int number() {
        return number;
    }

    /** The type in words, for messages. */
    public String text() {
        return text;
    }

    static KernelDumpType of(long number) {
        for (KernelDumpType type : values()) {
            if (type.number == number) {
                return type;
            }
        }
        return UNKNOWN;
    }
}
