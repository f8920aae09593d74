// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.pe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What our reader says of an image, as lines that llvm-readobj prints too. */
final class LlvmFacts {
    private static final List<String> DIRECTORIES = List.of(
            "ExportTable",
            "ImportTable",
            "ResourceTable",
            "ExceptionTable",
            "CertificateTable",
            "BaseRelocationTable",
            "Debug",
            "Architecture",
            "GlobalPtr",
            "TLSTable",
            "LoadConfigTable",
            "BoundImport",
            "IAT",
            "DelayImportDescriptor",
            "CLRRuntimeHeader",
            "Reserved");

    private final List<String> lines = new ArrayList<>();

    private LlvmFacts() {}

    private void hex(String key, long value) {
        lines.add(key + ": 0x" + Long.toHexString(value).toUpperCase(Locale.ROOT));
    }

    private void number(String key, long value) {
        lines.add(key + ": " + value);
    }

    static List<String> headers(PeFile pe) {
        LlvmFacts out = new LlvmFacts();
        OptionalHeader header = pe.optionalHeader();
        out.number("SectionCount", pe.sections().size());
        out.number("MajorLinkerVersion", header.linkerVersion().major());
        out.number("MinorLinkerVersion", header.linkerVersion().minor());
        out.hex("AddressOfEntryPoint", header.entryPoint());
        out.hex("ImageBase", header.imageBase());
        out.number("SectionAlignment", header.sectionAlignment());
        out.number("FileAlignment", header.fileAlignment());
        out.number("MajorOperatingSystemVersion", header.systemVersion().major());
        out.number("MinorOperatingSystemVersion", header.systemVersion().minor());
        out.number("MajorImageVersion", header.imageVersion().major());
        out.number("MinorImageVersion", header.imageVersion().minor());
        out.number("MajorSubsystemVersion", header.subsystemVersion().major());
        out.number("MinorSubsystemVersion", header.subsystemVersion().minor());
        out.number("SizeOfImage", header.sizeOfImage());
        out.number("SizeOfHeaders", header.sizeOfHeaders());
        for (int i = 0; i < header.directories().size(); i++) {
            out.hex(DIRECTORIES.get(i) + "RVA", header.directories().get(i).rva());
            out.hex(DIRECTORIES.get(i) + "Size", header.directories().get(i).size());
        }
        for (Section section : pe.sections()) {
            out.hex("VirtualSize", section.virtualSize());
            out.hex("VirtualAddress", section.rva());
            out.number("RawDataSize", section.rawSize());
            out.hex("PointerToRawData", section.filePosition());
        }
        return out.lines;
    }

    static List<String> debug(PeFile pe) throws IOException {
        LlvmFacts out = new LlvmFacts();
        for (DebugEntry entry : pe.debugEntries()) {
            out.hex("MajorVersion", entry.majorVersion());
            out.hex("MinorVersion", entry.minorVersion());
            out.hex("SizeOfData", entry.size());
            out.hex("AddressOfRawData", entry.rva());
            out.hex("PointerToRawData", entry.filePosition());
            Optional<DebugData> data = pe.debugData(entry);
            if (data.isPresent()
                    && data.get() instanceof DebugData.CodeViewRecord view
                    && view.record() instanceof CodeView.Rsds rsds) {
                out.number("PDBAge", rsds.age());
                out.lines.add("PDBFileName: " + rsds.path());
            }
        }
        return out.lines;
    }

    static List<String> exports(PeFile pe) throws IOException {
        LlvmFacts out = new LlvmFacts();
        Optional<Exports> exports = Exports.read(pe);
        if (exports.isPresent()) {
            for (Exports.Export export : exports.get().entries()) {
                out.number("Ordinal", export.ordinal());
                out.lines.add(("Name: " + export.name()).strip());
                out.hex("RVA", export.rva());
            }
        }
        return out.lines;
    }

    static List<String> unwind(PeFile pe) throws IOException {
        LlvmFacts out = new LlvmFacts();
        FunctionTable table = FunctionTable.read(pe).orElseThrow();
        for (int i = 0; i < table.size(); i++) {
            if (table.form() == FunctionTable.Form.X64) {
                out.x64(pe, table, i);
            } else {
                out.arm(pe, table, i);
            }
        }
        return out.lines;
    }

    private void x64(PeFile pe, FunctionTable table, int index) throws IOException {
        if (table.begin(index) == 0) {
            return;
        }
        X64Unwind unwind = X64Unwind.decode(pe, table.unwind(index));
        number("Version", unwind.version());
        number("PrologSize", unwind.prologSize());
        boolean firstEpilog = true;
        for (X64Unwind.Code code : unwind.codes()) {
            String register = X64Unwind.register(code.info()).toUpperCase(Locale.ROOT);
            String rest = switch (code.op()) {
                case PUSH_NONVOL -> " reg=" + register;
                case ALLOC_LARGE, ALLOC_SMALL -> " size=" + code.operand();
                case SAVE_NONVOL, SAVE_NONVOL_FAR ->
                    String.format(Locale.ROOT, " reg=%s, offset=0x%X", register, code.operand());
                case SAVE_XMM128, SAVE_XMM128_FAR ->
                    String.format(Locale.ROOT, " reg=XMM%d, offset=0x%X", code.info(), code.operand());
                case SET_FPREG ->
                    String.format(
                            Locale.ROOT,
                            " reg=%s, offset=0x%X",
                            X64Unwind.register(unwind.frameRegister()).toUpperCase(Locale.ROOT),
                            code.operand());
                case EPILOG -> epilog(code, firstEpilog);
                default -> "";
            };
            firstEpilog &= code.op() != X64Unwind.Op.EPILOG;
            lines.add(String.format(Locale.ROOT, "0x%02X: %s%s", code.offset(), code.op(), rest));
        }
    }

    private static String epilog(X64Unwind.Code code, boolean first) {
        if (first) {
            return String.format(
                    Locale.ROOT, " atend=%s, length=0x%X", (code.info() & 1) != 0 ? "yes" : "no", code.operand());
        }
        return code.operand() == 0 ? " padding" : String.format(Locale.ROOT, " offset=0x%X", code.operand());
    }

    private void arm(PeFile pe, FunctionTable table, int index) throws IOException {
        hex("Function", pe.optionalHeader().imageBase() + table.begin(index));
        ArmUnwind unwind = ArmUnwind.decode(pe, table.form(), table.unwind(index));
        number("FunctionLength", unwind.length());
        if (unwind instanceof ArmUnwind.Packed64 packed) {
            number("RegF", packed.regF());
            number("RegI", packed.regI());
            lines.add("HomedParameters: " + (packed.homes() ? "Yes" : "No"));
            number("CR", packed.cr());
            number("FrameSize", packed.frameSize());
        } else if (unwind instanceof ArmUnwind.Packed32 packed) {
            lines.add("HomedParameters: " + (packed.homes() ? "Yes" : "No"));
        } else if (unwind instanceof ArmUnwind.Xdata xdata) {
            xdata(pe, table.form(), xdata);
        }
    }

    private void xdata(PeFile pe, FunctionTable.Form form, ArmUnwind.Xdata xdata) {
        number("Version", xdata.version());
        if (xdata.singleEpilog()) {
            number("EpilogueOffset", xdata.epilogs().get(0).codeIndex());
        } else {
            number("EpilogueScopes", xdata.epilogs().size());
        }
        number("ByteCodeLength", xdata.codes().size());
        if (form == FunctionTable.Form.ARM64) {
            codes(xdata, 0);
        }
        for (ArmUnwind.Epilog epilog : xdata.epilogs()) {
            if (epilog.start() >= 0) {
                number("StartOffset", epilog.start() / (form == FunctionTable.Form.ARM64 ? 4 : 2));
                number("EpilogueStartIndex", epilog.codeIndex());
            }
            boolean same = epilog.start() < 0 && epilog.codeIndex() == 0; // then it prints the prolog only
            if (form == FunctionTable.Form.ARM64 && !same) {
                codes(xdata, epilog.codeIndex());
            }
        }
        if (xdata.handler() != 0) {
            hex("Routine", pe.optionalHeader().imageBase() + xdata.handler());
        }
    }

    private void codes(ArmUnwind.Xdata xdata, int from) {
        for (Arm64Code code : Arm64Code.decode(xdata.codes(), from)) {
            StringBuilder bytes = new StringBuilder("0x");
            for (int i = 0; i < code.size(); i++) {
                bytes.append(String.format(Locale.ROOT, "%02x", xdata.codes().u8(code.position() + i)));
            }
            lines.add(bytes.toString());
        }
    }
}
