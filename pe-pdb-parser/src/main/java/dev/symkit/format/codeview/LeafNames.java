// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Gives the names of leaves for messages and listings, as Microsoft's header spells them. */
public final class LeafNames {
    private static final int DIGITS = 4;
    private static final Map<Integer, String> NAMES = names(
            // the number in hexadecimal, then the name
            "0001LF_MODIFIER_16t 0002LF_POINTER_16t 0003LF_ARRAY_16t 0004LF_CLASS_16t "
                    + "0005LF_STRUCTURE_16t 0006LF_UNION_16t 0007LF_ENUM_16t 0008LF_PROCEDURE_16t "
                    + "0009LF_MFUNCTION_16t 000ALF_VTSHAPE 000BLF_COBOL0_16t 000CLF_COBOL1 000DLF_BARRAY_16t "
                    + "000ELF_LABEL 000FLF_NULL 0010LF_NOTTRAN 0011LF_DIMARRAY_16t 0012LF_VFTPATH_16t "
                    + "0013LF_PRECOMP_16t 0014LF_ENDPRECOMP 0015LF_OEM_16t 0016LF_TYPESERVER_ST 0200LF_SKIP_16t "
                    + "0201LF_ARGLIST_16t 0202LF_DEFARG_16t 0203LF_LIST 0204LF_FIELDLIST_16t 0205LF_DERIVED_16t "
                    + "0206LF_BITFIELD_16t 0207LF_METHODLIST_16t 0208LF_DIMCONU_16t 0209LF_DIMCONLU_16t "
                    + "020ALF_DIMVARU_16t 020BLF_DIMVARLU_16t 020CLF_REFSYM 0400LF_BCLASS_16t 0401LF_VBCLASS_16t "
                    + "0402LF_IVBCLASS_16t 0403LF_ENUMERATE_ST 0404LF_FRIENDFCN_16t 0405LF_INDEX_16t "
                    + "0406LF_MEMBER_16t 0407LF_STMEMBER_16t 0408LF_METHOD_16t 0409LF_NESTTYPE_16t "
                    + "040ALF_VFUNCTAB_16t 040BLF_FRIENDCLS_16t 040CLF_ONEMETHOD_16t 040DLF_VFUNCOFF_16t "
                    + "1001LF_MODIFIER 1002LF_POINTER 1003LF_ARRAY_ST 1004LF_CLASS_ST 1005LF_STRUCTURE_ST "
                    + "1006LF_UNION_ST 1007LF_ENUM_ST 1008LF_PROCEDURE 1009LF_MFUNCTION 100ALF_COBOL0 "
                    + "100BLF_BARRAY 100CLF_DIMARRAY_ST 100DLF_VFTPATH 100ELF_PRECOMP_ST 100FLF_OEM "
                    + "1010LF_ALIAS_ST 1011LF_OEM2 1200LF_SKIP 1201LF_ARGLIST 1202LF_DEFARG_ST 1203LF_FIELDLIST "
                    + "1204LF_DERIVED 1205LF_BITFIELD 1206LF_METHODLIST 1207LF_DIMCONU 1208LF_DIMCONLU "
                    + "1209LF_DIMVARU 120ALF_DIMVARLU 1400LF_BCLASS 1401LF_VBCLASS 1402LF_IVBCLASS "
                    + "1403LF_FRIENDFCN_ST 1404LF_INDEX 1405LF_MEMBER_ST 1406LF_STMEMBER_ST 1407LF_METHOD_ST "
                    + "1408LF_NESTTYPE_ST 1409LF_VFUNCTAB 140ALF_FRIENDCLS 140BLF_ONEMETHOD_ST 140CLF_VFUNCOFF "
                    + "140DLF_NESTTYPEEX_ST 140ELF_MEMBERMODIFY_ST 140FLF_MANAGED_ST 1501LF_TYPESERVER "
                    + "1502LF_ENUMERATE 1503LF_ARRAY 1504LF_CLASS 1505LF_STRUCTURE 1506LF_UNION 1507LF_ENUM "
                    + "1508LF_DIMARRAY 1509LF_PRECOMP 150ALF_ALIAS 150BLF_DEFARG 150CLF_FRIENDFCN 150DLF_MEMBER "
                    + "150ELF_STMEMBER 150FLF_METHOD 1510LF_NESTTYPE 1511LF_ONEMETHOD 1512LF_NESTTYPEEX "
                    + "1513LF_MEMBERMODIFY 1514LF_MANAGED 1515LF_TYPESERVER2 1516LF_STRIDED_ARRAY 1517LF_HLSL "
                    + "1518LF_MODIFIER_EX 1519LF_INTERFACE 151ALF_BINTERFACE 151BLF_VECTOR 151CLF_MATRIX "
                    + "151DLF_VFTABLE 1601LF_FUNC_ID 1602LF_MFUNC_ID 1603LF_BUILDINFO 1604LF_SUBSTR_LIST "
                    + "1605LF_STRING_ID 1606LF_UDT_SRC_LINE 1607LF_UDT_MOD_SRC_LINE 1608LF_CLASS2 "
                    + "1609LF_STRUCTURE2 160ALF_UNION2 160BLF_INTERFACE2");

    private LeafNames() {}

    /**
     * Gives the constant's name, or the number in hexadecimal if it is none that is known.
     *
     * @param leaf the kind of a type record or field
     */
    public static String nameOf(int leaf) {
        String name = NAMES.get(leaf);
        return name == null ? String.format(Locale.ROOT, "0x%04X", leaf) : name;
    }

    /** Whether the kind has a name. */
    public static boolean isKnown(int leaf) {
        return NAMES.containsKey(leaf);
    }

    private static Map<Integer, String> names(String table) {
        Map<Integer, String> names = new HashMap<>();
        for (String entry : table.split(" ", -1)) {
            names.put(Integer.valueOf(entry.substring(0, DIGITS), 16), entry.substring(DIGITS));
        }
        return Map.copyOf(names);
    }
}
