// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

/** Machine numbers of COFF headers, and their names. Source: the PE format document; the system masks: the .NET runtime's documents. */
public final class Machine {
    /** 32-bit x86. */
    public static final int X86 = 0x14C;

    /** x64, also in the header of ARM64EC images. */
    public static final int X64 = 0x8664;

    /** ARM without Thumb-2. */
    public static final int ARM = 0x1C0;

    /** ARM with Thumb-2. */
    public static final int ARM_THUMB2 = 0x1C4;

    /** ARM64, also in the header of ARM64X images. */
    public static final int ARM64 = 0xAA64;

    /** ARM64EC objects. */
    public static final int ARM64EC = 0xA641;

    /** ARM64X objects. */
    public static final int ARM64X = 0xA64E;

    /** Itanium. */
    public static final int IA64 = 0x200;

    private static final int[] SYSTEMS = {0x4644, 0x7B79, 0xADC4, 0x1993, 0x1992};

    private Machine() {}

    /** Whether the number is in the table. */
    public static boolean isKnown(int machine) {
        return !name(machine).isEmpty();
    }

    /** The name of a machine, empty for a number that is not in the table. */
    public static String name(int machine) {
        return switch (machine) {
            case X86 -> "x86";
            case X64 -> "x64";
            case ARM -> "ARM";
            case 0x1C2 -> "Thumb";
            case ARM_THUMB2 -> "ARM";
            case ARM64 -> "ARM64";
            case ARM64EC -> "ARM64EC";
            case ARM64X -> "ARM64X";
            case IA64 -> "IA64";
            case 0xEBC -> "EFI byte code";
            case 0x5032 -> "RISC-V 32";
            case 0x5064 -> "RISC-V 64";
            case 0x6232 -> "LoongArch 32";
            case 0x6264 -> "LoongArch 64";
            case 0x166, 0x169, 0x266, 0x366, 0x466 -> "MIPS";
            case 0x184, 0x284 -> "Alpha";
            case 0x1F0, 0x1F1 -> "PowerPC";
            default -> "";
        };
    }

    /**
     * Gives the processor of an image, without the mask that precompiled .NET images for other systems carry.
     *
     * @param machine number of the COFF header
     * @return the number of a known machine if one is found, else {@code machine}
     */
    public static int processor(int machine) {
        if (!isKnown(machine)) {
            for (int system : SYSTEMS) {
                int unmasked = machine ^ system;
                if (unmasked == X64 || unmasked == X86 || unmasked == ARM64 || unmasked == ARM_THUMB2) {
                    return unmasked;
                }
            }
        }
        return machine;
    }
}
