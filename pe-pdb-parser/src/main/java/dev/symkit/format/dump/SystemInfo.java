// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dump;

import dev.symkit.format.io.ByteCursor;
import java.io.IOException;
import java.util.OptionalInt;

/**
 * System and processor of a minidump: u16 processor architecture, u16 level, u16 revision, u8 number of processors, u8 product type,
 * u32 major, u32 minor version, u32 build, u32 platform, u32 offset of the service-pack text, u16 suites, u16, 24 bytes of processor
 * details. Source: the documentation of {@code MINIDUMP_SYSTEM_INFO}; platforms above 0x8000: Breakpad.
 *
 * @param processor processor architecture ({@code PROCESSOR_ARCHITECTURE_*})
 * @param level family of the processor
 * @param revision model and stepping
 * @param processors how many there are
 * @param productType 1 workstation, 2 domain controller, 3 server
 * @param major major version, unsigned 32-bit
 * @param minor minor version, unsigned 32-bit
 * @param build build number, unsigned 32-bit
 * @param platform 2 Windows NT; 0x8000 and above are other systems
 * @param servicePack text of the service pack, or what other systems put there
 */
public record SystemInfo(
        int processor,
        int level,
        int revision,
        int processors,
        int productType,
        long major,
        long minor,
        long build,
        long platform,
        String servicePack) {
    /** Platform of Windows NT and its successors. */
    public static final int WINDOWS_NT = 2;

    /** Bytes up to the offset of the service-pack text. */
    static final int SIZE = 28;

    static SystemInfo decode(ByteCursor in, DumpText texts) throws IOException {
        int processor = in.u16();
        int level = in.u16();
        int revision = in.u16();
        int processors = in.u8();
        int productType = in.u8();
        long major = in.u32();
        long minor = in.u32();
        long build = in.u32();
        long platform = in.u32();
        String servicePack = texts.text(in.u32(), 1).text();
        return new SystemInfo(
                processor, level, revision, processors, productType, major, minor, build, platform, servicePack);
    }

    /** Whether the dump is of a Windows program. */
    public boolean isWindows() {
        return platform <= WINDOWS_NT;
    }

    /** The machine that images of the processor have in their header; empty for a processor that Windows images do not know. */
    public OptionalInt machine() {
        return switch (processor) {
            case 0 -> OptionalInt.of(0x14C);
            case 5 -> OptionalInt.of(0x1C4);
            case 6 -> OptionalInt.of(0x200);
            case 9 -> OptionalInt.of(0x8664);
            case 12 -> OptionalInt.of(0xAA64);
            default -> OptionalInt.empty();
        };
    }
}
