// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.dump;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Limits;
import dev.symkit.format.pe.CodeView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decodes the two module lists of a minidump.
 *
 * <p>Modules: u32 count, then 108 bytes each: u64 base, u32 size, u32 checksum, u32 timestamp, u32 offset of the name, {@link
 * ModuleVersion}, u32 size and u32 offset of the CodeView record, the same of the MISC record, u64, u64. Some writers put four bytes
 * of padding after the count. Unloaded modules: u32 bytes of the list's header, u32 bytes of an entry (24), u32 count, entries of u64
 * base, u32 size, u32 checksum, u32 timestamp, u32 offset of the name. Source: the documentation of {@code MINIDUMP_MODULE} and
 * {@code MINIDUMP_UNLOADED_MODULE}.
 */
final class ModuleLists {
    private static final int MODULE = 108;
    private static final int UNLOADED = 24;
    private static final int UNLOADED_HEADER = 12;
    private static final int LONGEST_MISC = 1 << 12;

    private final ByteSource source;
    private final DumpText texts;

    ModuleLists(ByteSource source) {
        this.source = source;
        this.texts = new DumpText(source);
    }

    List<DumpModule> modules(MinidumpStream stream) throws IOException {
        ByteCursor in = source.cursor("module list", stream.offset(), stream.size());
        long count = in.u32();
        if (in.remaining() == 4 + count * MODULE) {
            in.skip(4);
        }
        checkCount(in, count, MODULE);
        List<DumpModule> result = new ArrayList<>((int) count);
        for (long i = 0; i < count; i++) {
            result.add(module(in.slice(MODULE)));
        }
        return List.copyOf(result);
    }

    private DumpModule module(ByteCursor in) throws IOException {
        long base = in.i64();
        long size = in.u32();
        long checksum = in.u32();
        long timestamp = in.u32();
        DumpText.Found name = texts.text(in.u32(), 1);
        Optional<ModuleVersion> version = ModuleVersion.decode(in.slice(ModuleVersion.SIZE));
        long codeViewSize = in.u32();
        long codeViewOffset = in.u32();
        long miscSize = in.u32();
        long miscOffset = in.u32();
        boolean incomplete = name.missing();
        Optional<CodeView> codeView = Optional.empty();
        if (codeViewSize != 0) {
            if (texts.holds(codeViewOffset, codeViewSize)) {
                codeView = CodeView.decode(
                        texts.record("CodeView record", codeViewOffset, codeViewSize, Limits.MAX_CODEVIEW_BYTES));
            } else {
                incomplete = true;
            }
        }
        Optional<MiscRecord> misc = Optional.empty();
        if (miscSize != 0) {
            if (texts.holds(miscOffset, miscSize)) {
                misc = MiscRecord.decode(texts.record("MISC record", miscOffset, miscSize, LONGEST_MISC));
            } else {
                incomplete = true;
            }
        }
        return new DumpModule(name.text(), base, size, checksum, timestamp, version, codeView, misc, incomplete);
    }

    List<DumpModule> unloaded(MinidumpStream stream) throws IOException {
        ByteCursor in = source.cursor("unloaded module list", stream.offset(), stream.size());
        long header = in.u32();
        long entry = in.u32();
        long count = in.u32();
        if (header < UNLOADED_HEADER || entry < UNLOADED) {
            throw in.error(
                    FormatException.Kind.BAD_VALUE,
                    "a header of " + header + " and entries of " + entry + " bytes are too short");
        }
        in.skip(header - UNLOADED_HEADER);
        checkCount(in, count, entry);
        List<DumpModule> result = new ArrayList<>((int) count);
        for (long i = 0; i < count; i++) {
            ByteCursor module = in.slice((int) entry);
            long base = module.i64();
            long size = module.u32();
            long checksum = module.u32();
            long timestamp = module.u32();
            result.add(DumpModule.plain(texts.text(module.u32(), 1), base, size, checksum, timestamp));
        }
        return List.copyOf(result);
    }

    private static void checkCount(ByteCursor in, long count, long entry) throws FormatException {
        if (count > in.remaining() / entry) {
            throw in.error(
                    FormatException.Kind.TRUNCATED,
                    count + " modules of " + entry + " bytes do not fit the " + in.remaining() + " bytes left");
        }
        if (count > Minidump.MAX_MODULES) {
            throw in.error(FormatException.Kind.LIMIT, count + " modules are too many");
        }
    }
}
