// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate;

import dev.symkit.undecorate.tree.BasicType;
import dev.symkit.undecorate.tree.Convention;
import dev.symkit.undecorate.tree.Exceptions;
import dev.symkit.undecorate.tree.Modifiers;
import dev.symkit.undecorate.tree.NamePart;
import dev.symkit.undecorate.tree.PointerKind;
import dev.symkit.undecorate.tree.SignedNumber;
import dev.symkit.undecorate.tree.TagKind;
import dev.symkit.undecorate.tree.Type;
import java.util.ArrayList;
import java.util.List;

/** Reads types. */
final class TypeReader {
    private static final List<Type> VOID_LIST = List.of(BasicType.VOID);

    final ModifierReader modifiers;

    private final Reading reading;
    private final Input in;

    TypeReader(Reading reading) {
        this.reading = reading;
        this.in = reading.in;
        this.modifiers = new ModifierReader(reading);
    }

    /** Any type: that of a variable, a result, a parameter. */
    Type type() throws Malformed {
        if (in.peek() != '?') {
            return argument();
        }
        if (in.peek(1) == '<') {
            return custom();
        }
        in.expect('?');
        reading.enter();
        Type result = pointer(PointerKind.QUALIFIED);
        reading.leave();
        return result;
    }

    /** A type that may be a template argument or the element of an array. */
    Type argument() throws Malformed {
        reading.enter();
        Type result = switch (in.peek()) {
            case '$' -> dollar();
            case 'A' -> pointer(PointerKind.REFERENCE, 1);
            case 'B' -> pointer(PointerKind.VOLATILE_REFERENCE, 1);
            default -> basic();
        };
        reading.leave();
        return result;
    }

    Type custom() throws Malformed {
        in.expect('?');
        NamePart name = new NamePart.Identifier(in.identifier());
        reading.back.add(name);
        in.expect('@');
        return new Type.Custom(name);
    }

    private Type dollar() throws Malformed {
        if (!in.take("$$")) {
            throw new Malformed();
        }
        return switch (in.next()) {
            case 'A' -> pointer(PointerKind.FUNCTION);
            case 'B' -> new Type.Plain(in.peek() == 'Y' ? array() : type());
            case 'C' -> pointer(PointerKind.QUALIFIED_ARGUMENT);
            case 'Q' -> pointer(PointerKind.RVALUE_REFERENCE);
            case 'R' -> pointer(PointerKind.VOLATILE_RVALUE_REFERENCE);
            case 'T' -> BasicType.NULLPTR;
            case 'Y' -> new Type.Tagged(TagKind.NONE, reading.names.typeName());
            default -> throw new Malformed();
        };
    }

    private Type basic() throws Malformed {
        char code = in.next();
        BasicType basic = BasicType.of(code);
        if (basic != BasicType.NONE) {
            return basic;
        }
        return switch (code) {
            case 'L' -> tagged(TagKind.NONE);
            case 'P' -> pointer(PointerKind.POINTER);
            case 'Q' -> pointer(PointerKind.CONST_POINTER);
            case 'R' -> pointer(PointerKind.VOLATILE_POINTER);
            case 'S' -> pointer(PointerKind.CONST_VOLATILE_POINTER);
            case 'T' -> tagged(TagKind.UNION);
            case 'U' -> tagged(TagKind.STRUCT);
            case 'V' -> tagged(TagKind.CLASS);
            case 'W' -> enumeration();
            case 'Y' -> Input.isDigit(in.peek()) ? dimensions() : tagged(TagKind.COINTERFACE);
            case '_' -> extended();
            default -> throw new Malformed();
        };
    }

    private Type extended() throws Malformed {
        char code = in.next();
        return switch (code) {
            case '$' -> new Type.Wide(argument());
            case 'O' -> openArray();
            case 'X' -> tagged(TagKind.COCLASS);
            case 'Y' -> tagged(TagKind.COINTERFACE);
            default -> {
                BasicType basic = BasicType.extended(code);
                if (basic == BasicType.NONE) {
                    throw new Malformed();
                }
                yield basic;
            }
        };
    }

    private Type openArray() throws Malformed {
        Modifiers open = modifiers.target();
        return new Type.OpenArray(open, open.function() ? function(modifiers.self()) : target(open));
    }

    private Type tagged(TagKind kind) throws Malformed {
        return new Type.Tagged(kind, reading.names.typeName());
    }

    private Type enumeration() throws Malformed {
        TagKind kind = TagKind.enumOf(in.next());
        if (kind == TagKind.NONE) {
            throw new Malformed();
        }
        return tagged(kind);
    }

    private Type pointer(PointerKind kind, int skipped) throws Malformed {
        in.skip(skipped);
        return pointer(kind);
    }

    private Type pointer(PointerKind kind) throws Malformed {
        Modifiers own = modifiers.target();
        if (!own.function()) {
            if (kind == PointerKind.FUNCTION || (kind == PointerKind.QUALIFIED_ARGUMENT && in.peek() == 'Y')) {
                throw new Malformed();
            }
            return new Type.Pointer(kind, own, kind == PointerKind.QUALIFIED ? qualified() : target(own));
        }
        if (!own.letters().isEmpty() || kind == PointerKind.QUALIFIED || kind == PointerKind.QUALIFIED_ARGUMENT) {
            throw new Malformed();
        }
        return new Type.Pointer(kind, own, function(modifiers.self()));
    }

    private Type qualified() throws Malformed {
        return in.peek() == '?' && in.peek(1) == '<' ? custom() : argument();
    }

    /** What a pointer points to: an array, or a type that is no reference. */
    private Type target(Modifiers own) throws Malformed {
        if (own.isManagedArray() && own.letters().charAt(own.letters().length() - 1) == 'E') {
            return tagged(TagKind.NONE); // Microsoft's printer takes the rest for a name
        }
        return switch (in.peek()) {
            case 'Y' -> array();
            case 'A', 'B' -> throw new Malformed();
            case '?' -> {
                if (in.peek(1) != '<') {
                    throw new Malformed();
                }
                yield custom();
            }
            default -> argument();
        };
    }

    private Type array() throws Malformed {
        in.expect('Y');
        return dimensions();
    }

    private Type dimensions() throws Malformed {
        SignedNumber rank = in.number();
        if (rank.negative() || rank.magnitude() <= 0 || rank.magnitude() > in.left()) {
            throw new Malformed();
        }
        int count = (int) rank.magnitude();
        List<SignedNumber> dimensions = new ArrayList<>(Math.min(count, 4));
        for (int i = 0; i < count; i++) {
            SignedNumber dimension = in.number();
            if (dimension.negative()) {
                throw new Malformed();
            }
            dimensions.add(dimension);
        }
        return new Type.Array(dimensions, argument());
    }

    /** A function from its calling convention on. */
    Type.Function function(Modifiers self) throws Malformed {
        Convention convention = reading.convention();
        Type returned = in.take('@') ? BasicType.NONE : type();
        if (in.take('X')) {
            if (in.peek() == '@') { // only a list of types ends with it
                throw new Malformed();
            }
            return new Type.Function(convention, self, returned, VOID_LIST, false, exceptions());
        }
        List<Type> parameters = new ArrayList<>(4);
        boolean variadic = parameters(parameters);
        return new Type.Function(convention, self, returned, parameters, variadic, exceptions());
    }

    private boolean parameters(List<Type> into) throws Malformed {
        while (true) {
            char c = in.peek();
            if (c == '@' || c == 'Z') {
                in.skip(1);
                return c == 'Z';
            }
            if (Input.isDigit(c)) {
                into.add(reading.back.type(in.next()));
                continue;
            }
            int start = in.place();
            Type type = qualified();
            if (in.place() - start > 1) {
                reading.back.add(type);
            }
            into.add(type);
        }
    }

    private Exceptions exceptions() throws Malformed {
        if (in.take('Z') || (in.atEnd() && !reading.isLlvm())) {
            return Exceptions.NONE;
        }
        if (in.take("_E")) {
            return Exceptions.NOEXCEPT;
        }
        List<Type> types = new ArrayList<>();
        while (!in.take('@')) {
            types.add(Input.isDigit(in.peek()) ? reading.back.type(in.next()) : type());
        }
        return new Exceptions(Exceptions.Kind.LIST, types);
    }
}
