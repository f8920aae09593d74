// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

/**
 * The kinds of type records and fields, under the names of Microsoft's header. Source: microsoft-pdb, {@code cvinfo.h}, {@code
 * LEAF_ENUM_e}; 0x1608 to 0x160B: observed in a PDB of Visual Studio 2019.
 */
public final class LeafKind {
    // Types of the first generation. Those with 16-bit type indices are kept raw and have no constant.
    public static final int LF_VTSHAPE = 0x000A;
    public static final int LF_COBOL1 = 0x000C;
    public static final int LF_LABEL = 0x000E;
    public static final int LF_NULL = 0x000F;
    public static final int LF_NOTTRAN = 0x0010;
    public static final int LF_ENDPRECOMP = 0x0014;
    public static final int LF_TYPESERVER_ST = 0x0016;

    // Leaves that other records name, first generation.
    public static final int LF_LIST = 0x0203;
    public static final int LF_REFSYM = 0x020C;

    // Fields, first generation.
    public static final int LF_ENUMERATE_ST = 0x0403;

    // Types with 32-bit type indices, names length-prefixed where the constant ends in ST.
    public static final int LF_MODIFIER = 0x1001;
    public static final int LF_POINTER = 0x1002;
    public static final int LF_ARRAY_ST = 0x1003;
    public static final int LF_CLASS_ST = 0x1004;
    public static final int LF_STRUCTURE_ST = 0x1005;
    public static final int LF_UNION_ST = 0x1006;
    public static final int LF_ENUM_ST = 0x1007;
    public static final int LF_PROCEDURE = 0x1008;
    public static final int LF_MFUNCTION = 0x1009;
    public static final int LF_COBOL0 = 0x100A;
    public static final int LF_BARRAY = 0x100B;
    public static final int LF_DIMARRAY_ST = 0x100C;
    public static final int LF_VFTPATH = 0x100D;
    public static final int LF_PRECOMP_ST = 0x100E;
    public static final int LF_OEM = 0x100F;
    public static final int LF_ALIAS_ST = 0x1010;
    public static final int LF_OEM2 = 0x1011;

    // Leaves that other records name.
    public static final int LF_SKIP = 0x1200;
    public static final int LF_ARGLIST = 0x1201;
    public static final int LF_DEFARG_ST = 0x1202;
    public static final int LF_FIELDLIST = 0x1203;
    public static final int LF_DERIVED = 0x1204;
    public static final int LF_BITFIELD = 0x1205;
    public static final int LF_METHODLIST = 0x1206;
    public static final int LF_DIMCONU = 0x1207;
    public static final int LF_DIMCONLU = 0x1208;
    public static final int LF_DIMVARU = 0x1209;
    public static final int LF_DIMVARLU = 0x120A;

    // Fields with 32-bit type indices.
    public static final int LF_BCLASS = 0x1400;
    public static final int LF_VBCLASS = 0x1401;
    public static final int LF_IVBCLASS = 0x1402;
    public static final int LF_FRIENDFCN_ST = 0x1403;
    public static final int LF_INDEX = 0x1404;
    public static final int LF_MEMBER_ST = 0x1405;
    public static final int LF_STMEMBER_ST = 0x1406;
    public static final int LF_METHOD_ST = 0x1407;
    public static final int LF_NESTTYPE_ST = 0x1408;
    public static final int LF_VFUNCTAB = 0x1409;
    public static final int LF_FRIENDCLS = 0x140A;
    public static final int LF_ONEMETHOD_ST = 0x140B;
    public static final int LF_VFUNCOFF = 0x140C;
    public static final int LF_NESTTYPEEX_ST = 0x140D;
    public static final int LF_MEMBERMODIFY_ST = 0x140E;
    public static final int LF_MANAGED_ST = 0x140F;

    // Types and fields whose names end with NUL.
    public static final int LF_TYPESERVER = 0x1501;
    public static final int LF_ENUMERATE = 0x1502;
    public static final int LF_ARRAY = 0x1503;
    public static final int LF_CLASS = 0x1504;
    public static final int LF_STRUCTURE = 0x1505;
    public static final int LF_UNION = 0x1506;
    public static final int LF_ENUM = 0x1507;
    public static final int LF_DIMARRAY = 0x1508;
    public static final int LF_PRECOMP = 0x1509;
    public static final int LF_ALIAS = 0x150A;
    public static final int LF_DEFARG = 0x150B;
    public static final int LF_FRIENDFCN = 0x150C;
    public static final int LF_MEMBER = 0x150D;
    public static final int LF_STMEMBER = 0x150E;
    public static final int LF_METHOD = 0x150F;
    public static final int LF_NESTTYPE = 0x1510;
    public static final int LF_ONEMETHOD = 0x1511;
    public static final int LF_NESTTYPEEX = 0x1512;
    public static final int LF_MEMBERMODIFY = 0x1513;
    public static final int LF_MANAGED = 0x1514;
    public static final int LF_TYPESERVER2 = 0x1515;
    public static final int LF_STRIDED_ARRAY = 0x1516;
    public static final int LF_HLSL = 0x1517;
    public static final int LF_MODIFIER_EX = 0x1518;
    public static final int LF_INTERFACE = 0x1519;
    public static final int LF_BINTERFACE = 0x151A;
    public static final int LF_VECTOR = 0x151B;
    public static final int LF_MATRIX = 0x151C;
    public static final int LF_VFTABLE = 0x151D;

    // Ids, and the records with 32-bit properties.
    public static final int LF_FUNC_ID = 0x1601;
    public static final int LF_MFUNC_ID = 0x1602;
    public static final int LF_BUILDINFO = 0x1603;
    public static final int LF_SUBSTR_LIST = 0x1604;
    public static final int LF_STRING_ID = 0x1605;
    public static final int LF_UDT_SRC_LINE = 0x1606;
    public static final int LF_UDT_MOD_SRC_LINE = 0x1607;
    public static final int LF_CLASS2 = 0x1608;
    public static final int LF_STRUCTURE2 = 0x1609;
    public static final int LF_UNION2 = 0x160A;
    public static final int LF_INTERFACE2 = 0x160B;

    private LeafKind() {}
}
