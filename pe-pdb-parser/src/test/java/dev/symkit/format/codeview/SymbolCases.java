// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import static dev.symkit.format.codeview.SymbolKinds.S_ANNOTATIONREF;
import static dev.symkit.format.codeview.SymbolKinds.S_ASSOCIATION;
import static dev.symkit.format.codeview.SymbolKinds.S_ATTR_FRAMEREL;
import static dev.symkit.format.codeview.SymbolKinds.S_ATTR_MANYREG;
import static dev.symkit.format.codeview.SymbolKinds.S_ATTR_REGISTER;
import static dev.symkit.format.codeview.SymbolKinds.S_ATTR_REGREL;
import static dev.symkit.format.codeview.SymbolKinds.S_BLOCK32;
import static dev.symkit.format.codeview.SymbolKinds.S_BLOCK32_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_BPREL32;
import static dev.symkit.format.codeview.SymbolKinds.S_BPREL32_16t;
import static dev.symkit.format.codeview.SymbolKinds.S_CALLEES;
import static dev.symkit.format.codeview.SymbolKinds.S_CALLERS;
import static dev.symkit.format.codeview.SymbolKinds.S_COMPILE2;
import static dev.symkit.format.codeview.SymbolKinds.S_COMPILE3;
import static dev.symkit.format.codeview.SymbolKinds.S_CONSTANT;
import static dev.symkit.format.codeview.SymbolKinds.S_CONSTANT_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_DATAREF;
import static dev.symkit.format.codeview.SymbolKinds.S_DEFRANGE;
import static dev.symkit.format.codeview.SymbolKinds.S_DEFRANGE_CONSTVAL_FULL_SCOPE;
import static dev.symkit.format.codeview.SymbolKinds.S_DEFRANGE_FRAMEPOINTER_REL;
import static dev.symkit.format.codeview.SymbolKinds.S_DEFRANGE_FRAMEPOINTER_REL_FULL_SCOPE;
import static dev.symkit.format.codeview.SymbolKinds.S_DEFRANGE_GLOBALSYM_FULL_SCOPE;
import static dev.symkit.format.codeview.SymbolKinds.S_DEFRANGE_HLSL;
import static dev.symkit.format.codeview.SymbolKinds.S_DEFRANGE_REGISTER;
import static dev.symkit.format.codeview.SymbolKinds.S_DEFRANGE_REGISTER_REL;
import static dev.symkit.format.codeview.SymbolKinds.S_DEFRANGE_REGISTER_REL_INDIR;
import static dev.symkit.format.codeview.SymbolKinds.S_DEFRANGE_SUBFIELD;
import static dev.symkit.format.codeview.SymbolKinds.S_DEFRANGE_SUBFIELD_REGISTER;
import static dev.symkit.format.codeview.SymbolKinds.S_END;
import static dev.symkit.format.codeview.SymbolKinds.S_FASTLINK;
import static dev.symkit.format.codeview.SymbolKinds.S_GDATA32_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_GMANDATA;
import static dev.symkit.format.codeview.SymbolKinds.S_GMANPROC;
import static dev.symkit.format.codeview.SymbolKinds.S_GPROC32;
import static dev.symkit.format.codeview.SymbolKinds.S_GPROC32_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_GTHREAD32;
import static dev.symkit.format.codeview.SymbolKinds.S_INLINEES;
import static dev.symkit.format.codeview.SymbolKinds.S_INLINESITE;
import static dev.symkit.format.codeview.SymbolKinds.S_INLINESITE2;
import static dev.symkit.format.codeview.SymbolKinds.S_INLINESITE_END;
import static dev.symkit.format.codeview.SymbolKinds.S_LABEL32;
import static dev.symkit.format.codeview.SymbolKinds.S_LDATA32;
import static dev.symkit.format.codeview.SymbolKinds.S_LDATA32_16t;
import static dev.symkit.format.codeview.SymbolKinds.S_LOCALSLOT;
import static dev.symkit.format.codeview.SymbolKinds.S_LPROC32_16t;
import static dev.symkit.format.codeview.SymbolKinds.S_LPROC32_DPC;
import static dev.symkit.format.codeview.SymbolKinds.S_LPROC32_ID;
import static dev.symkit.format.codeview.SymbolKinds.S_LPROCREF;
import static dev.symkit.format.codeview.SymbolKinds.S_MANCONSTANT;
import static dev.symkit.format.codeview.SymbolKinds.S_MANFRAMEREL;
import static dev.symkit.format.codeview.SymbolKinds.S_MANMANYREG;
import static dev.symkit.format.codeview.SymbolKinds.S_MANMANYREG2;
import static dev.symkit.format.codeview.SymbolKinds.S_MANREGISTER;
import static dev.symkit.format.codeview.SymbolKinds.S_MANREGREL;
import static dev.symkit.format.codeview.SymbolKinds.S_MANSLOT;
import static dev.symkit.format.codeview.SymbolKinds.S_MANYREG;
import static dev.symkit.format.codeview.SymbolKinds.S_MANYREG2;
import static dev.symkit.format.codeview.SymbolKinds.S_OBJNAME;
import static dev.symkit.format.codeview.SymbolKinds.S_OBJNAME_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_PROCREF;
import static dev.symkit.format.codeview.SymbolKinds.S_PROC_ID_END;
import static dev.symkit.format.codeview.SymbolKinds.S_PUB32;
import static dev.symkit.format.codeview.SymbolKinds.S_PUB32_16t;
import static dev.symkit.format.codeview.SymbolKinds.S_PUB32_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_REF_MINIPDB;
import static dev.symkit.format.codeview.SymbolKinds.S_REGISTER;
import static dev.symkit.format.codeview.SymbolKinds.S_REGISTER_16t;
import static dev.symkit.format.codeview.SymbolKinds.S_REGREL32;
import static dev.symkit.format.codeview.SymbolKinds.S_REGREL32_16t;
import static dev.symkit.format.codeview.SymbolKinds.S_THUNK32;
import static dev.symkit.format.codeview.SymbolKinds.S_TOKENREF;
import static dev.symkit.format.codeview.SymbolKinds.S_UDT;
import static dev.symkit.format.codeview.SymbolKinds.S_UDT_16t;
import static dev.symkit.format.codeview.SymbolKinds.S_UDT_ST;
import static dev.symkit.format.codeview.SymbolKinds.S_UNAMESPACE;

import dev.symkit.format.codeview.DefRangeSymbol.Gap;
import dev.symkit.format.codeview.DefRangeSymbol.Range;
import dev.symkit.format.io.Name;
import dev.symkit.format.io.Slice;
import dev.symkit.testkit.LittleEndian;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** One record of each layout, as bytes and as what they mean. */
final class SymbolCases {
    private static final Name X = Name.of("x");
    private static final LocalAttributes ATTRIBUTES = new LocalAttributes(0x40, 1, 4);
    private static final UUID GUID = new UUID(3, 4);

    private final List<Case> cases = new ArrayList<>();

    /**
     * One record.
     *
     * @param kind its kind
     * @param payload the bytes after the kind, without padding
     * @param symbol what they mean
     */
    record Case(int kind, Slice payload, Symbol symbol) {
        @Override
        public String toString() {
            return SymbolKinds.nameOf(kind);
        }
    }

    static List<Case> all() {
        SymbolCases cases = new SymbolCases();
        cases.procedures();
        cases.data();
        cases.locals();
        cases.ranges();
        cases.managed();
        cases.module();
        cases.linker();
        cases.lists();
        cases.old();
        return cases.cases;
    }

    private void add(LittleEndian payload, Symbol symbol) {
        byte[] bytes = payload.toByteArray();
        cases.add(new Case(symbol.kind(), Slice.copyOf(bytes, 0, bytes.length), symbol));
    }

    private static LittleEndian u32s(long... values) {
        LittleEndian out = new LittleEndian();
        for (long value : values) {
            out.u32(value);
        }
        return out;
    }

    private static Slice slice(int... bytes) {
        byte[] copy = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            copy[i] = (byte) bytes[i];
        }
        return Slice.copyOf(copy, 0, copy.length);
    }

    private static LittleEndian attributes(LittleEndian out) {
        return out.u32(0x40).u16(1).u16(4);
    }

    private void procedures() {
        for (int kind : new int[] {S_GPROC32, S_LPROC32_ID, S_LPROC32_DPC}) {
            add(
                    u32s(1, 2, 3, 4, 5, 6, 0x1007, 0xFFFFFFFFL).u16(9).u8(0x80).nulTerminated("x"),
                    new ProcSymbol(kind, 1, 2, 3, 4, 5, 6, 0x1007, 0xFFFFFFFFL, 9, 0x80, X));
        }
        add(
                u32s(1, 2, 3, 4, 5, 6, 0x06000001, 8).u16(9).u8(1).u16(17).nulTerminated("x"),
                new ManagedProcSymbol(S_GMANPROC, 1, 2, 3, 4, 5, 6, 0x06000001, 8, 9, 1, 17, X));
        add(
                u32s(1, 2, 3, 4).u16(5).u16(6).u8(1).nulTerminated("x").u16(7).nulTerminated("y"),
                new ThunkSymbol(S_THUNK32, 1, 2, 3, 4, 5, 6, 1, X, 7, Name.of("y")));
        add(
                u32s(1, 2, 3, 4).u16(5).u16(6).u8(2).nulTerminated("x").u16(8),
                new ThunkSymbol(S_THUNK32, 1, 2, 3, 4, 5, 6, 2, X, 8, Name.EMPTY));
        add(
                u32s(1, 2, 3, 4).u16(5).u16(6).u8(5).nulTerminated("x"),
                new ThunkSymbol(S_THUNK32, 1, 2, 3, 4, 5, 6, 5, X, 0, Name.EMPTY));
        add(u32s(1, 2, 3, 4).u16(5).nulTerminated("x"), new BlockSymbol(S_BLOCK32, 1, 2, 3, 4, 5, X));
        add(u32s(1).u16(2).u8(3).nulTerminated("x"), new LabelSymbol(S_LABEL32, 1, 2, 3, X));
        add(u32s(1, 2, 3, 4, 5, 6).u16(7).u16(8), new SepCodeSymbol(1, 2, 3, 4, 5, 6, 7, 8));
        add(new LittleEndian(), new ScopeEndSymbol(S_END));
        add(new LittleEndian(), new ScopeEndSymbol(S_INLINESITE_END));
        add(new LittleEndian(), new ScopeEndSymbol(S_PROC_ID_END));
        add(u32s(1, 2, 0x80000003L).u8(3).u8(4), new InlineSiteSymbol(S_INLINESITE, 1, 2, 0x80000003L, 0, slice(3, 4)));
        add(u32s(1, 2, 3, 4).u8(5), new InlineSiteSymbol(S_INLINESITE2, 1, 2, 3, 4, slice(5)));
    }

    private void data() {
        add(u32s(2, 0xFFFFFFF0L).u16(3).nulTerminated("x"), new PublicSymbol(S_PUB32, 2, 0xFFFFFFF0L, 3, X));
        for (int kind : new int[] {S_LDATA32, S_GTHREAD32, S_GMANDATA}) {
            add(u32s(0x74, 8).u16(3).nulTerminated("x"), new DataSymbol(kind, 0x74, 8, 3, X));
        }
        for (int kind : new int[] {S_PROCREF, S_LPROCREF, S_DATAREF, S_ANNOTATIONREF, S_TOKENREF}) {
            add(u32s(0, 72).u16(1).nulTerminated("x"), new ReferenceSymbol(kind, 0, 72, 1, X));
        }
        add(
                u32s(0x74).u16(0x8004).u32(0xFFFFFFFFL).nulTerminated("x"),
                new ConstantSymbol(S_CONSTANT, 0x74, new Numeric(0x8004, slice(255, 255, 255, 255)), X));
        add(
                u32s(0x74).u16(0x8010).u16(1).u8(9).nulTerminated("x"),
                new ConstantSymbol(S_MANCONSTANT, 0x74, new Numeric(0x8010, slice(9)), X));
        add(
                u32s(0x74).u16(0x801B).nulTerminated("t").nulTerminated("x"),
                new ConstantSymbol(S_MANCONSTANT, 0x74, new Numeric(0x801B, slice('t')), X));
        add(u32s(0x74).u16(7).nulTerminated("x"), new ConstantSymbol(S_CONSTANT, 0x74, new Numeric(7, Slice.EMPTY), X));
        add(u32s(0x1000).nulTerminated("x"), new UdtSymbol(S_UDT, 0x1000, X));
        add(u32s(1).u16(2).u16(0x10).nulTerminated("x"), new MiniReferenceSymbol(S_REF_MINIPDB, 1, 2, 0x10, X));
        add(u32s(1).u16(0x10).nulTerminated("x"), new MiniReferenceSymbol(S_FASTLINK, 1, 0, 0x10, X));
    }

    private void locals() {
        add(u32s(0x74).u16(1).nulTerminated("x"), new LocalSymbol(0x74, 1, X));
        add(u32s(0x74, 5).u16(1).nulTerminated("x"), new FileStaticSymbol(0x74, 5, 1, X));
        add(u32s(0x74).u16(17).nulTerminated("x"), new RegisterSymbol(S_REGISTER, 0x74, LocalAttributes.NONE, 17, X));
        add(u32s(-8, 0x74).nulTerminated("x"), new BpRelSymbol(S_BPREL32, -8, 0x74, LocalAttributes.NONE, X));
        add(
                u32s(-8, 0x74).u16(334).nulTerminated("x"),
                new RegRelSymbol(S_REGREL32, -8, 0x74, 334, LocalAttributes.NONE, X));
        add(
                u32s(0x74).u8(2).u8(17).u8(18).nulTerminated("x"),
                new ManyRegSymbol(S_MANYREG, 0x74, LocalAttributes.NONE, List.of(17, 18), X));
        add(
                u32s(0x74).u16(2).u16(17).u16(400).nulTerminated("x"),
                new ManyRegSymbol(S_MANYREG2, 0x74, LocalAttributes.NONE, List.of(17, 400), X));
        add(u32s(-4).u16(335).u8(1).u8(0), new FrameCookieSymbol(-4, 335, 1, 0));
        add(u32s(1, 2, 3, 4, 5).u16(6).u32(0x14000), new FrameProcSymbol(1, 2, 3, 4, 5, 6, 0x14000));
        add(new LittleEndian().u16(0x49).u16(0), new FrameRegSymbol(0x49, 0));
        add(u32s(8).u16(1).u16(0).u32(0x1000), new CallSiteSymbol(8, 1, 0x1000));
        add(u32s(8).u16(1).u16(5).u32(0x1000), new HeapAllocSiteSymbol(8, 1, 5, 0x1000));
        add(u32s(1).u16(2).u16(3).u32(4).u32(5).u16(6).u16(7).u32(8), new ArmSwitchTableSymbol(1, 2, 3, 4, 5, 6, 7, 8));
        add(u32s(1, 0x55667788L, 0x11223344L, 3, 4), new PogoDataSymbol(1, 0x1122334455667788L, 3, 4));
    }

    private static LittleEndian range(LittleEndian out) {
        return out.u32(0x100).u16(1).u16(50).u16(10).u16(5);
    }

    private void range(int kind, LittleEndian payload, DefRangeSymbol.Place place) {
        add(range(payload), new DefRangeSymbol(kind, place, new Range(0x100, 1, 50), List.of(new Gap(10, 5))));
    }

    private void ranges() {
        range(S_DEFRANGE, u32s(9), new DefRangeSymbol.Computed(9, 0));
        range(S_DEFRANGE_SUBFIELD, u32s(9, 4), new DefRangeSymbol.Computed(9, 4));
        range(S_DEFRANGE_REGISTER, new LittleEndian().u16(17).u16(1), new DefRangeSymbol.InRegister(17, 1, 0));
        range(
                S_DEFRANGE_SUBFIELD_REGISTER,
                new LittleEndian().u16(17).u16(0).u32(0xFFFFF008L),
                new DefRangeSymbol.InRegister(17, 0, 8));
        range(S_DEFRANGE_FRAMEPOINTER_REL, u32s(-16), new DefRangeSymbol.InFrame(-16));
        range(
                S_DEFRANGE_REGISTER_REL,
                new LittleEndian().u16(335).u16(0x41).u32(-8),
                new DefRangeSymbol.AtRegister(335, 0x41, -8));
        range(
                S_DEFRANGE_REGISTER_REL_INDIR,
                new LittleEndian().u16(335).u16(0).u32(8),
                new DefRangeSymbol.AtRegister(335, 0, 8));
        add(
                range(new LittleEndian().u16(1).u16(2).u16(3).u16(4)),
                new DefRangeSymbol(
                        S_DEFRANGE_HLSL,
                        new DefRangeSymbol.InShader(1, 2, 3, 4, slice(10, 0, 5, 0)),
                        new Range(0x100, 1, 50),
                        List.of()));
        whole(S_DEFRANGE_FRAMEPOINTER_REL_FULL_SCOPE, u32s(-16), new DefRangeSymbol.InFrame(-16));
        whole(S_DEFRANGE_CONSTVAL_FULL_SCOPE, u32s(7), new DefRangeSymbol.Fixed(slice(7, 0, 0, 0)));
        whole(S_DEFRANGE_GLOBALSYM_FULL_SCOPE, u32s(7).u16(3).u16(0), new DefRangeSymbol.AtAddress(7, 3));
    }

    private void whole(int kind, LittleEndian payload, DefRangeSymbol.Place place) {
        add(payload, new DefRangeSymbol(kind, place, Range.FULL_SCOPE, List.of()));
    }

    private void managed() {
        for (int kind : new int[] {S_MANFRAMEREL, S_ATTR_FRAMEREL}) {
            add(attributes(u32s(-8, 0x74)).nulTerminated("x"), new BpRelSymbol(kind, -8, 0x74, ATTRIBUTES, X));
        }
        for (int kind : new int[] {S_MANREGISTER, S_ATTR_REGISTER}) {
            add(attributes(u32s(0x74)).u16(17).nulTerminated("x"), new RegisterSymbol(kind, 0x74, ATTRIBUTES, 17, X));
        }
        for (int kind : new int[] {S_MANREGREL, S_ATTR_REGREL}) {
            add(
                    attributes(u32s(-8, 0x74).u16(17)).nulTerminated("x"),
                    new RegRelSymbol(kind, -8, 0x74, 17, ATTRIBUTES, X));
        }
        add(attributes(u32s(3, 0x74)).nulTerminated("x"), new SlotSymbol(S_MANSLOT, 3, 0x74, ATTRIBUTES, X));
        add(u32s(3, 0x74).nulTerminated("x"), new SlotSymbol(S_LOCALSLOT, 3, 0x74, LocalAttributes.NONE, X));
        add(
                attributes(u32s(0x74)).u8(1).u8(17).nulTerminated("x"),
                new ManyRegSymbol(S_MANMANYREG, 0x74, ATTRIBUTES, List.of(17), X));
        for (int kind : new int[] {S_MANMANYREG2, S_ATTR_MANYREG}) {
            add(
                    attributes(u32s(0x74)).u16(1).u16(400).nulTerminated("x"),
                    new ManyRegSymbol(kind, 0x74, ATTRIBUTES, List.of(400), X));
        }
        add(new LittleEndian().guid(GUID).u32(0x74).u8(1).u8(2), new OemSymbol(GUID, 0x74, slice(1, 2)));
        add(new LittleEndian().nulTerminated("x"), new NamespaceSymbol(S_UNAMESPACE, X));
    }

    private void module() {
        add(u32s(0).nulTerminated("x"), new ObjNameSymbol(S_OBJNAME, 0, X));
        LittleEndian compile3 = u32s(1).u16(0xD0);
        LittleEndian compile2 = u32s(1).u16(0xD0);
        for (int i = 1; i <= 8; i++) {
            compile3.u16(i);
        }
        for (int i = 1; i <= 6; i++) {
            compile2.u16(i);
        }
        add(
                compile3.nulTerminated("x"),
                new CompileSymbol(
                        S_COMPILE3,
                        1,
                        0xD0,
                        new CompileSymbol.Version(1, 2, 3, 4),
                        new CompileSymbol.Version(5, 6, 7, 8),
                        X,
                        List.of()));
        add(
                compile2.nulTerminated("x")
                        .nulTerminated("cwd")
                        .nulTerminated("")
                        .u8(0),
                new CompileSymbol(
                        S_COMPILE2,
                        1,
                        0xD0,
                        new CompileSymbol.Version(1, 2, 3, 0),
                        new CompileSymbol.Version(4, 5, 6, 0),
                        X,
                        List.of(Name.of("cwd"), Name.EMPTY)));
        add(
                new LittleEndian()
                        .u8(1)
                        .nulTerminated("cwd")
                        .nulTerminated("C:\\")
                        .nulTerminated("pdb")
                        .nulTerminated("")
                        .u8(0),
                new EnvBlockSymbol(1, List.of(Name.of("cwd"), Name.of("C:\\"), Name.of("pdb"), Name.EMPTY)));
        add(u32s(0x1005), new BuildInfoSymbol(0x1005));
        add(u32s(2).u16(3).u16(4), new ModTypeRefSymbol(2, 3, 4));
        add(u32s(5).nulTerminated("x"), new HotPatchSymbol(5, X));
    }

    private void linker() {
        add(new LittleEndian().u16(0).u16(5).u32(1).u32(2).u16(3).u16(4), new TrampolineSymbol(0, 5, 1, 2, 3, 4));
        add(
                new LittleEndian().u16(1).u8(12).u8(0).u32(0x1000).u32(2).u32(3).nulTerminated("x"),
                new SectionSymbol(1, 12, 0x1000, 2, 3, X));
        add(u32s(1, 2, 3).u16(4).nulTerminated("x"), new CoffGroupSymbol(1, 2, 3, 4, X));
        add(new LittleEndian().u16(1).u16(16).nulTerminated("x"), new ExportSymbol(1, 16, X));
        add(u32s(1, 2).u16(3).u16(0xAA64), new HybridRangeSymbol(1, 2, 3, 0xAA64));
        add(u32s(1, 2, 3).u8(4), new DiscardedSymbol(1, 2, 3, slice(4)));
        add(new LittleEndian().u8(7), new UnknownSymbol(S_ASSOCIATION, slice(7)));
        add(new LittleEndian().u8(7), new UnknownSymbol(0x7777, slice(7)));
        add(u32s(0x74).u16(0x80FF).u8(1), new UnknownSymbol(S_CONSTANT, slice(0x74, 0, 0, 0, 0xFF, 0x80, 1)));
    }

    private void lists() {
        add(u32s(2, 5, 6, 7), new FunctionListSymbol(S_INLINEES, List.of(5L, 6L), List.of(7L)));
        add(u32s(2, 5, 6), new FunctionListSymbol(S_CALLEES, List.of(5L, 6L), List.of()));
        add(u32s(1, 5, 6, 0), new FunctionListSymbol(S_CALLERS, List.of(5L), List.of(6L)));
        add(
                u32s(1).u16(2).u16(2).nulTerminated("x").nulTerminated(""),
                new AnnotationSymbol(1, 2, List.of(X, Name.EMPTY)));
    }

    private void old() {
        add(u32s(0x401).u8(1).text("x"), new UdtSymbol(S_UDT_ST, 0x401, X));
        add(u32s(0x74).u16(7).u8(1).text("x"), new ConstantSymbol(S_CONSTANT_ST, 0x74, new Numeric(7, Slice.EMPTY), X));
        add(u32s(2, 8).u16(3).u8(1).text("x"), new PublicSymbol(S_PUB32_ST, 2, 8, 3, X));
        add(u32s(8).u16(3).u16(0x74).u8(1).text("x"), new PublicSymbol(S_PUB32_16t, 0x74, 8, 3, X));
        add(u32s(0x74, 8).u16(3).u8(1).text("x"), new DataSymbol(S_GDATA32_ST, 0x74, 8, 3, X));
        add(u32s(8).u16(3).u16(0x74).u8(1).text("x"), new DataSymbol(S_LDATA32_16t, 0x74, 8, 3, X));
        add(
                u32s(1, 2, 3, 4, 5, 6, 0x1007, 8).u16(9).u8(1).u8(1).text("x"),
                new ProcSymbol(S_GPROC32_ST, 1, 2, 3, 4, 5, 6, 0x1007, 8, 9, 1, X));
        add(
                u32s(1, 2, 3, 4, 5, 6, 8).u16(9).u16(0x1007).u8(1).u8(1).text("x"),
                new ProcSymbol(S_LPROC32_16t, 1, 2, 3, 4, 5, 6, 0x1007, 8, 9, 1, X));
        add(
                u32s(-8).u16(22).u16(0x74).u8(1).text("x"),
                new RegRelSymbol(S_REGREL32_16t, -8, 0x74, 22, LocalAttributes.NONE, X));
        add(u32s(-8).u16(0x74).u8(1).text("x"), new BpRelSymbol(S_BPREL32_16t, -8, 0x74, LocalAttributes.NONE, X));
        add(
                new LittleEndian().u16(0x74).u16(17).u8(1).text("x"),
                new RegisterSymbol(S_REGISTER_16t, 0x74, LocalAttributes.NONE, 17, X));
        add(new LittleEndian().u16(0x74).u8(1).text("x"), new UdtSymbol(S_UDT_16t, 0x74, X));
        add(u32s(0).u8(1).text("x"), new ObjNameSymbol(S_OBJNAME_ST, 0, X));
        add(u32s(1, 2, 3, 4).u16(5).u8(0), new BlockSymbol(S_BLOCK32_ST, 1, 2, 3, 4, 5, Name.EMPTY));
    }
}
