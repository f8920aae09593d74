// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

/**
 * Numbers of the kinds of symbol records, with Microsoft's names. Kinds that end in {@code _ST} have a name with a length byte in
 * front, kinds that end in {@code _16t} also a type index of 16 bits. Source: microsoft-pdb, {@code cvinfo.h}; numbers above 0x1168
 * from pdb-rs and LLVM.
 */
@SuppressWarnings("MissingJavadoc") // the names are Microsoft's; SymbolReader and the records tell what they hold
public final class SymbolKinds {
    public static final int S_COMPILE = 0x0001;
    public static final int S_REGISTER_16t = 0x0002;
    public static final int S_CONSTANT_16t = 0x0003;
    public static final int S_UDT_16t = 0x0004;
    public static final int S_SSEARCH = 0x0005;
    public static final int S_END = 0x0006;
    public static final int S_SKIP = 0x0007;
    public static final int S_CVRESERVE = 0x0008;
    public static final int S_OBJNAME_ST = 0x0009;
    public static final int S_ENDARG = 0x000A;
    public static final int S_COBOLUDT_16t = 0x000B;
    public static final int S_MANYREG_16t = 0x000C;
    public static final int S_RETURN = 0x000D;
    public static final int S_ENTRYTHIS = 0x000E;
    public static final int S_BPREL32_16t = 0x0200;
    public static final int S_LDATA32_16t = 0x0201;
    public static final int S_GDATA32_16t = 0x0202;
    public static final int S_PUB32_16t = 0x0203;
    public static final int S_LPROC32_16t = 0x0204;
    public static final int S_GPROC32_16t = 0x0205;
    public static final int S_THUNK32_ST = 0x0206;
    public static final int S_BLOCK32_ST = 0x0207;
    public static final int S_WITH32_ST = 0x0208;
    public static final int S_LABEL32_ST = 0x0209;
    public static final int S_CEXMODEL32 = 0x020A;
    public static final int S_VFTABLE32_16t = 0x020B;
    public static final int S_REGREL32_16t = 0x020C;
    public static final int S_LTHREAD32_16t = 0x020D;
    public static final int S_GTHREAD32_16t = 0x020E;
    public static final int S_PROCREF_ST = 0x0400;
    public static final int S_DATAREF_ST = 0x0401;
    public static final int S_ALIGN = 0x0402;
    public static final int S_LPROCREF_ST = 0x0403;
    public static final int S_OEM = 0x0404;
    public static final int S_REGISTER_ST = 0x1001;
    public static final int S_CONSTANT_ST = 0x1002;
    public static final int S_UDT_ST = 0x1003;
    public static final int S_COBOLUDT_ST = 0x1004;
    public static final int S_MANYREG_ST = 0x1005;
    public static final int S_BPREL32_ST = 0x1006;
    public static final int S_LDATA32_ST = 0x1007;
    public static final int S_GDATA32_ST = 0x1008;
    public static final int S_PUB32_ST = 0x1009;
    public static final int S_LPROC32_ST = 0x100A;
    public static final int S_GPROC32_ST = 0x100B;
    public static final int S_VFTABLE32 = 0x100C;
    public static final int S_REGREL32_ST = 0x100D;
    public static final int S_LTHREAD32_ST = 0x100E;
    public static final int S_GTHREAD32_ST = 0x100F;
    public static final int S_LPROCMIPS_ST = 0x1010;
    public static final int S_GPROCMIPS_ST = 0x1011;
    public static final int S_FRAMEPROC = 0x1012;
    public static final int S_COMPILE2_ST = 0x1013;
    public static final int S_MANYREG2_ST = 0x1014;
    public static final int S_LPROCIA64_ST = 0x1015;
    public static final int S_GPROCIA64_ST = 0x1016;
    public static final int S_LOCALSLOT_ST = 0x1017;
    public static final int S_PARAMSLOT_ST = 0x1018;
    public static final int S_ANNOTATION = 0x1019;
    public static final int S_GMANPROC_ST = 0x101A;
    public static final int S_LMANPROC_ST = 0x101B;
    public static final int S_LMANDATA_ST = 0x1020;
    public static final int S_GMANDATA_ST = 0x1021;
    public static final int S_MANFRAMEREL_ST = 0x1022;
    public static final int S_MANREGISTER_ST = 0x1023;
    public static final int S_MANSLOT_ST = 0x1024;
    public static final int S_MANMANYREG_ST = 0x1025;
    public static final int S_MANREGREL_ST = 0x1026;
    public static final int S_MANMANYREG2_ST = 0x1027;
    public static final int S_MANTYPREF = 0x1028;
    public static final int S_UNAMESPACE_ST = 0x1029;
    public static final int S_OBJNAME = 0x1101;
    public static final int S_THUNK32 = 0x1102;
    public static final int S_BLOCK32 = 0x1103;
    public static final int S_WITH32 = 0x1104;
    public static final int S_LABEL32 = 0x1105;
    public static final int S_REGISTER = 0x1106;
    public static final int S_CONSTANT = 0x1107;
    public static final int S_UDT = 0x1108;
    public static final int S_COBOLUDT = 0x1109;
    public static final int S_MANYREG = 0x110A;
    public static final int S_BPREL32 = 0x110B;
    public static final int S_LDATA32 = 0x110C;
    public static final int S_GDATA32 = 0x110D;
    public static final int S_PUB32 = 0x110E;
    public static final int S_LPROC32 = 0x110F;
    public static final int S_GPROC32 = 0x1110;
    public static final int S_REGREL32 = 0x1111;
    public static final int S_LTHREAD32 = 0x1112;
    public static final int S_GTHREAD32 = 0x1113;
    public static final int S_LPROCMIPS = 0x1114;
    public static final int S_GPROCMIPS = 0x1115;
    public static final int S_COMPILE2 = 0x1116;
    public static final int S_MANYREG2 = 0x1117;
    public static final int S_LPROCIA64 = 0x1118;
    public static final int S_GPROCIA64 = 0x1119;
    public static final int S_LOCALSLOT = 0x111A;
    public static final int S_PARAMSLOT = 0x111B;
    public static final int S_LMANDATA = 0x111C;
    public static final int S_GMANDATA = 0x111D;
    public static final int S_MANFRAMEREL = 0x111E;
    public static final int S_MANREGISTER = 0x111F;
    public static final int S_MANSLOT = 0x1120;
    public static final int S_MANMANYREG = 0x1121;
    public static final int S_MANREGREL = 0x1122;
    public static final int S_MANMANYREG2 = 0x1123;
    public static final int S_UNAMESPACE = 0x1124;
    public static final int S_PROCREF = 0x1125;
    public static final int S_DATAREF = 0x1126;
    public static final int S_LPROCREF = 0x1127;
    public static final int S_ANNOTATIONREF = 0x1128;
    public static final int S_TOKENREF = 0x1129;
    public static final int S_GMANPROC = 0x112A;
    public static final int S_LMANPROC = 0x112B;
    public static final int S_TRAMPOLINE = 0x112C;
    public static final int S_MANCONSTANT = 0x112D;
    public static final int S_ATTR_FRAMEREL = 0x112E;
    public static final int S_ATTR_REGISTER = 0x112F;
    public static final int S_ATTR_REGREL = 0x1130;
    public static final int S_ATTR_MANYREG = 0x1131;
    public static final int S_SEPCODE = 0x1132;
    public static final int S_LOCAL_2005 = 0x1133;
    public static final int S_DEFRANGE_2005 = 0x1134;
    public static final int S_DEFRANGE2_2005 = 0x1135;
    public static final int S_SECTION = 0x1136;
    public static final int S_COFFGROUP = 0x1137;
    public static final int S_EXPORT = 0x1138;
    public static final int S_CALLSITEINFO = 0x1139;
    public static final int S_FRAMECOOKIE = 0x113A;
    public static final int S_DISCARDED = 0x113B;
    public static final int S_COMPILE3 = 0x113C;
    public static final int S_ENVBLOCK = 0x113D;
    public static final int S_LOCAL = 0x113E;
    public static final int S_DEFRANGE = 0x113F;
    public static final int S_DEFRANGE_SUBFIELD = 0x1140;
    public static final int S_DEFRANGE_REGISTER = 0x1141;
    public static final int S_DEFRANGE_FRAMEPOINTER_REL = 0x1142;
    public static final int S_DEFRANGE_SUBFIELD_REGISTER = 0x1143;
    public static final int S_DEFRANGE_FRAMEPOINTER_REL_FULL_SCOPE = 0x1144;
    public static final int S_DEFRANGE_REGISTER_REL = 0x1145;
    public static final int S_LPROC32_ID = 0x1146;
    public static final int S_GPROC32_ID = 0x1147;
    public static final int S_LPROCMIPS_ID = 0x1148;
    public static final int S_GPROCMIPS_ID = 0x1149;
    public static final int S_LPROCIA64_ID = 0x114A;
    public static final int S_GPROCIA64_ID = 0x114B;
    public static final int S_BUILDINFO = 0x114C;
    public static final int S_INLINESITE = 0x114D;
    public static final int S_INLINESITE_END = 0x114E;
    public static final int S_PROC_ID_END = 0x114F;
    public static final int S_DEFRANGE_HLSL = 0x1150;
    public static final int S_GDATA_HLSL = 0x1151;
    public static final int S_LDATA_HLSL = 0x1152;
    public static final int S_FILESTATIC = 0x1153;
    public static final int S_LOCAL_DPC_GROUPSHARED = 0x1154;
    public static final int S_LPROC32_DPC = 0x1155;
    public static final int S_LPROC32_DPC_ID = 0x1156;
    public static final int S_DEFRANGE_DPC_PTR_TAG = 0x1157;
    public static final int S_DPC_SYM_TAG_MAP = 0x1158;
    public static final int S_ARMSWITCHTABLE = 0x1159;
    public static final int S_CALLEES = 0x115A;
    public static final int S_CALLERS = 0x115B;
    public static final int S_POGODATA = 0x115C;
    public static final int S_INLINESITE2 = 0x115D;
    public static final int S_HEAPALLOCSITE = 0x115E;
    public static final int S_MOD_TYPEREF = 0x115F;
    public static final int S_REF_MINIPDB = 0x1160;
    public static final int S_PDBMAP = 0x1161;
    public static final int S_GDATA_HLSL32 = 0x1162;
    public static final int S_LDATA_HLSL32 = 0x1163;
    public static final int S_GDATA_HLSL32_EX = 0x1164;
    public static final int S_LDATA_HLSL32_EX = 0x1165;
    public static final int S_FRAMEREG = 0x1166;
    public static final int S_FASTLINK = 0x1167;
    public static final int S_INLINEES = 0x1168;
    public static final int S_HOTPATCHFUNC = 0x1169;
    public static final int S_BPREL32_INDIR = 0x1170;
    public static final int S_REGREL32_INDIR = 0x1171;
    public static final int S_GPROC32EX = 0x1172;
    public static final int S_LPROC32EX = 0x1173;
    public static final int S_GPROC32EX_ID = 0x1174;
    public static final int S_LPROC32EX_ID = 0x1175;
    public static final int S_STATICLOCAL = 0x1176;
    public static final int S_DEFRANGE_REGISTER_REL_INDIR = 0x1177;
    public static final int S_BPREL32_ENCTMP = 0x1178;
    public static final int S_REGREL32_ENCTMP = 0x1179;
    public static final int S_BPREL32_INDIR_ENCTMP = 0x117A;
    public static final int S_REGREL32_INDIR_ENCTMP = 0x117B;
    public static final int S_ASSOCIATION = 0x117C;
    public static final int S_HYBRIDRANGE = 0x117D;
    public static final int S_SOURCELINK = 0x117E;
    public static final int S_DEFRANGE_CONSTVAL_FULL_SCOPE = 0x117F;
    public static final int S_DEFRANGE_GLOBALSYM_FULL_SCOPE = 0x1180;
    public static final int S_ALTOBJNAME = 0x1181;

    /**
     * Gives Microsoft's name of a kind.
     *
     * @param kind its number
     * @return the name with {@code S_} in front; {@code 0x} and four digits if the number is not known
     */
    public static String nameOf(int kind) {
        return SymbolKindNames.nameOf(kind);
    }

    /** Whether records of a kind open a scope that a record with {@link #closesScope} ends. */
    public static boolean opensScope(int kind) {
        return switch (kind) {
            case S_GPROC32, S_LPROC32, S_GPROC32_ID, S_LPROC32_ID, S_LPROC32_DPC, S_LPROC32_DPC_ID -> true;
            case S_GMANPROC, S_LMANPROC, S_THUNK32, S_BLOCK32, S_WITH32, S_SEPCODE, S_INLINESITE, S_INLINESITE2 -> true;
            case S_GPROC32EX, S_LPROC32EX, S_GPROC32EX_ID, S_LPROC32EX_ID -> true;
            case S_LPROCMIPS, S_GPROCMIPS, S_LPROCMIPS_ID, S_GPROCMIPS_ID -> true;
            case S_LPROCIA64, S_GPROCIA64, S_LPROCIA64_ID, S_GPROCIA64_ID -> true;
            case S_LPROC32_16t, S_GPROC32_16t, S_LPROC32_ST, S_GPROC32_ST, S_GMANPROC_ST, S_LMANPROC_ST -> true;
            case S_THUNK32_ST, S_BLOCK32_ST, S_WITH32_ST -> true;
            case S_LPROCMIPS_ST, S_GPROCMIPS_ST, S_LPROCIA64_ST, S_GPROCIA64_ST -> true;
            default -> false;
        };
    }

    /** Whether records of a kind end the innermost open scope. */
    public static boolean closesScope(int kind) {
        return kind == S_END || kind == S_INLINESITE_END || kind == S_PROC_ID_END;
    }

    /** Whether names have a byte with their length in front and no NUL behind. */
    static boolean hasCountedName(int kind) {
        return kind < S_OBJNAME && kind != S_ANNOTATION;
    }

    /** Whether type indices have 16 bits. */
    static boolean hasNarrowType(int kind) {
        return kind < S_REGISTER_ST;
    }

    /** Whether the name follows the record, outside of its length. */
    static boolean hasNameBehind(int kind) {
        return kind == S_PROCREF_ST || kind == S_DATAREF_ST || kind == S_LPROCREF_ST;
    }

    /** Whether {@link LocalAttributes} are stored. */
    static boolean hasAttributes(int kind) {
        return switch (kind) {
            case S_MANFRAMEREL, S_MANREGISTER, S_MANSLOT, S_MANMANYREG, S_MANREGREL, S_MANMANYREG2 -> true;
            case S_MANFRAMEREL_ST, S_MANREGISTER_ST, S_MANSLOT_ST, S_MANMANYREG_ST, S_MANREGREL_ST, S_MANMANYREG2_ST ->
                true;
            case S_ATTR_FRAMEREL, S_ATTR_REGISTER, S_ATTR_REGREL, S_ATTR_MANYREG -> true;
            default -> false;
        };
    }

    /** Whether the count and the numbers of the registers have 16 bits. */
    static boolean hasWideRegisters(int kind) {
        return switch (kind) {
            case S_MANYREG2, S_MANYREG2_ST, S_MANMANYREG2, S_MANMANYREG2_ST, S_ATTR_MANYREG -> true;
            default -> false;
        };
    }

    private SymbolKinds() {}
}
