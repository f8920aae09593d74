// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.tpi;

import dev.symkit.format.codeview.LeafNames;
import dev.symkit.format.codeview.PrimitiveType;
import dev.symkit.format.codeview.TypeRecord;
import dev.symkit.format.io.Name;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes types as C++ does, without the name of a variable: {@code const char *}, {@code int (*)(float)}, {@code Point[4]}.
 *
 * <p>Text that is too long, and types nested too deep or in a circle, end in {@code ...}. Thread-safe.
 */
public final class TypeNames {
    private static final String CUT = "...";
    private static final int DEEPEST_ARGUMENT = 16;
    private static final int MOST_TYPES = 2048;
    private static final int LONGEST = 1 << 16;
    private static final long VARIABLE_ARGUMENTS = 0;

    private final TypeStream types;

    /** Writes the types of a TPI stream. */
    public TypeNames(TypeStream types) {
        this.types = types;
    }

    /**
     * Gives the name of a type.
     *
     * @param typeIndex any type; an index that is none gives its number in angle brackets
     * @throws IOException if records are damaged or the file cannot be read
     */
    public String nameOf(long typeIndex) throws IOException {
        return new Writer().write(typeIndex, 0);
    }

    /** One call: counts the types that were looked at, so that none takes for ever. */
    private final class Writer {
        private int left = MOST_TYPES;
        private int length;

        String write(long typeIndex, int argumentDepth) throws IOException {
            if (argumentDepth > DEEPEST_ARGUMENT) {
                return CUT;
            }
            Declarator text = new Declarator();
            long next = typeIndex;
            for (int depth = 0; depth < TypeStream.DEEPEST && left > 0 && length < LONGEST; depth++) {
                left--;
                if (next < PrimitiveType.FIRST_RECORD) {
                    return finish(primitive(next, text));
                }
                if (!types.contains(next)) {
                    return finish(text.around(number(next)));
                }
                TypeRecord type = types.typeAt(next);
                long following = step(type, text, argumentDepth);
                if (following < 0) {
                    return finish(text.around(simple(type)));
                }
                next = following;
            }
            return finish(text.around(CUT));
        }

        private String finish(String text) {
            length += text.length();
            return text;
        }

        /** Adds what a type puts around another to the text; gives the other one, or -1 if the type has a name. */
        private long step(TypeRecord type, Declarator text, int argumentDepth) throws IOException {
            if (type instanceof TypeRecord.Modifier modifier) {
                text.qualify((modifier.flags() & 1) != 0, (modifier.flags() & 2) != 0);
                return modifier.type();
            } else if (type instanceof TypeRecord.Pointer pointer) {
                text.qualify(pointer.isConst(), pointer.isVolatile());
                text.pointer(symbol(pointer));
                return pointer.type();
            } else if (type instanceof TypeRecord.ArrayType array) {
                long element = types.sizeOf(array.elementType());
                text.suffix(element > 0 ? "[" + array.size() / element + "]" : "[]");
                return array.elementType();
            } else if (type instanceof TypeRecord.Procedure procedure) {
                text.suffix("(" + arguments(procedure.argumentList(), argumentDepth) + ")");
                return procedure.returnType();
            } else if (type instanceof TypeRecord.MemberFunction method) {
                text.suffix("(" + arguments(method.argumentList(), argumentDepth) + ")");
                return method.returnType();
            } else if (type instanceof TypeRecord.BitField bits) {
                text.suffix(" : " + bits.length());
                return bits.type();
            }
            return -1;
        }

        private String symbol(TypeRecord.Pointer pointer) throws IOException {
            return switch (pointer.mode()) {
                case 1 -> "&";
                case 2, 3 -> className(pointer.containingClass()) + "::*";
                case 4 -> "&&";
                default -> "*";
            };
        }

        private String className(long typeIndex) throws IOException {
            return types.contains(typeIndex) ? finish(simple(types.typeAt(typeIndex))) : number(typeIndex);
        }

        private String arguments(long list, int argumentDepth) throws IOException {
            if (!types.contains(list) || !(types.typeAt(list) instanceof TypeRecord.IndexList arguments)) {
                return "";
            }
            StringBuilder text = new StringBuilder();
            for (long argument : arguments.types()) {
                if (left <= 0 || length >= LONGEST) {
                    return text.append(text.length() == 0 ? "" : ", ")
                            .append(CUT)
                            .toString();
                }
                text.append(text.length() == 0 ? "" : ", ");
                text.append(argument == VARIABLE_ARGUMENTS ? CUT : write(argument, argumentDepth + 1));
            }
            return text.toString();
        }
    }

    private static String primitive(long index, Declarator text) {
        Optional<PrimitiveType> type = PrimitiveType.of(index);
        if (type.isEmpty()) {
            return text.around(index == 0 ? "<no type>" : number(index));
        }
        if (!type.get().isPointer()) {
            return text.around(type.get().name());
        }
        text.pointer("*");
        return text.around(type.get().baseName());
    }

    private static String number(long index) {
        return String.format(Locale.ROOT, "<0x%04X>", index);
    }

    private static String simple(TypeRecord type) {
        Name name = Name.EMPTY;
        if (type instanceof TypeRecord.ClassType structure) {
            name = structure.name();
        } else if (type instanceof TypeRecord.UnionType union) {
            name = union.name();
        } else if (type instanceof TypeRecord.EnumType enumeration) {
            name = enumeration.name();
        } else if (type instanceof TypeRecord.Alias alias) {
            name = alias.name();
        } else if (type instanceof TypeRecord.Vector vector) {
            name = vector.name();
        } else if (type instanceof TypeRecord.Matrix matrix) {
            name = matrix.name();
        } else if (type instanceof TypeRecord.StridedArray array) {
            name = array.name();
        }
        return name.isEmpty() ? "<" + LeafNames.nameOf(type.leaf()) + ">" : name.toString();
    }

    /** What stands before and after the innermost type; grows from the outside in. */
    private static final class Declarator {
        private String text = "";
        private String qualifiers = "";
        private boolean startsWithPointer;

        /** Notes qualifiers of the type that comes next. */
        void qualify(boolean isConst, boolean isVolatile) {
            if (isConst && !qualifiers.contains("const")) {
                qualifiers += "const ";
            }
            if (isVolatile && !qualifiers.contains("volatile")) {
                qualifiers += "volatile ";
            }
        }

        void pointer(String symbol) {
            text = text.isEmpty() ? symbol + qualifiers.stripTrailing() : symbol + qualifiers + text;
            qualifiers = "";
            startsWithPointer = true;
        }

        void suffix(String suffix) {
            text = (startsWithPointer ? "(" + text + ")" : text) + suffix;
            startsWithPointer = false;
        }

        String around(String name) {
            String separator = text.isEmpty() || text.startsWith("[") || text.startsWith(" ") ? "" : " ";
            return qualifiers + name + separator + text;
        }
    }
}
