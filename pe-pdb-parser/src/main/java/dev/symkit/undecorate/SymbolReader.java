// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate;

import dev.symkit.undecorate.tree.Based;
import dev.symkit.undecorate.tree.BasicType;
import dev.symkit.undecorate.tree.FunctionClass;
import dev.symkit.undecorate.tree.FunctionClass.Access;
import dev.symkit.undecorate.tree.FunctionClass.Storage;
import dev.symkit.undecorate.tree.FunctionClass.Thunk;
import dev.symkit.undecorate.tree.Modifiers;
import dev.symkit.undecorate.tree.NamePart;
import dev.symkit.undecorate.tree.QualifiedName;
import dev.symkit.undecorate.tree.SignedNumber;
import dev.symkit.undecorate.tree.Symbol;
import dev.symkit.undecorate.tree.Type;
import java.util.ArrayList;
import java.util.List;

/** Reads whole symbols. */
final class SymbolReader {
    private static final Access[] ACCESS = {Access.PRIVATE, Access.PROTECTED, Access.PUBLIC};
    private static final Storage[] STORAGE = {Storage.NONE, Storage.STATIC, Storage.VIRTUAL, Storage.VIRTUAL};
    private static final FunctionClass[] PLAIN = plain();

    private final Reading reading;
    private final Input in;

    SymbolReader(Reading reading) {
        this.reading = reading;
        this.in = reading.in;
    }

    private static FunctionClass[] plain() {
        FunctionClass[] result = new FunctionClass[26];
        for (int i = 0; i < 24; i++) {
            result[i] = new FunctionClass(ACCESS[i / 8], STORAGE[i % 8 / 2], Thunk.NONE, List.of());
        }
        result['Y' - 'A'] = new FunctionClass(Access.NONE, Storage.NONE, Thunk.NONE, List.of());
        result['Z' - 'A'] = result['Y' - 'A'];
        return result;
    }

    /** The name of a symbol, or {@link QualifiedName#EMPTY} if it has none. */
    static QualifiedName nameOf(Symbol symbol) {
        if (symbol instanceof Symbol.Function function) {
            return function.name();
        }
        return symbol instanceof Symbol.Variable variable ? variable.name() : QualifiedName.EMPTY;
    }

    /** A symbol from its question mark on. */
    Symbol symbol() throws Malformed {
        in.expect('?');
        reading.enter();
        Symbol result;
        if (in.peek() == '?' && in.peek(1) == '@') {
            result = hashed();
        } else if (in.take("?_C")) {
            result = new LiteralReader(in).literal();
        } else if (in.take("?_R0")) {
            result = new Symbol.TypeDescriptor(reading.types.type());
            in.expect('@');
            in.expect('8');
        } else {
            result = named();
        }
        reading.leave();
        return result;
    }

    private Symbol hashed() throws Malformed {
        int start = in.place() - 1;
        in.skip(2);
        for (char c = in.next(); c != '@'; c = in.next()) {
            if (!Character.isLetterOrDigit(c)) {
                throw new Malformed();
            }
        }
        in.take("??_R4@"); // the object locator of such a class
        return new Symbol.Hashed(in.since(start));
    }

    private Symbol named() throws Malformed {
        NamePart part = reading.names.symbolName();
        if (part instanceof NamePart.Nested nested) {
            if (!in.atEnd()) { // what follows is read, but nobody prints it
                encoded(new QualifiedName(part, reading.names.scopes()));
            }
            return nested.symbol();
        }
        QualifiedName name = new QualifiedName(part, reading.names.scopes());
        NamePart inner = part instanceof NamePart.Template template ? template.name() : part;
        if (inner instanceof NamePart.Structor && name.scopes().isEmpty()) {
            throw new Malformed();
        }
        if (part instanceof NamePart.DynamicOfName dynamic && in.peek() >= '0' && in.peek() <= '4') {
            return oldDynamic(dynamic, name);
        }
        return encoded(name);
    }

    /** Old versions of Clang wrote the variable without a question mark before it. */
    private Symbol oldDynamic(NamePart.DynamicOfName dynamic, QualifiedName name) throws Malformed {
        Symbol.Variable variable = variable(name, false);
        if (!in.take('@')) {
            return variable;
        }
        QualifiedName inner = new QualifiedName(dynamic.variable(), name.scopes());
        variable = new Symbol.Variable(inner, variable.access(), false, variable.type(), variable.stored());
        NamePart part = new NamePart.DynamicOfSymbol(dynamic.destructor(), variable);
        return encoded(new QualifiedName(part, List.of()));
    }

    private Symbol encoded(QualifiedName name) throws Malformed {
        boolean externC = prefixes();
        char code = in.peek();
        return switch (code) {
            case '0', '1', '2', '3', '4' -> variable(name, externC);
            case '5' -> {
                in.skip(1);
                yield new Symbol.Guard(name, in.number());
            }
            case '6', '7' -> {
                in.skip(1);
                yield table(name);
            }
            case '8', '9' -> {
                in.skip(1);
                yield bare(name, code == '9');
            }
            case '$' -> dollar(name, externC, Based.NONE);
            case '_' -> based(name, externC);
            default -> function(name, externC, Based.NONE);
        };
    }

    /** Marks of managed code and of C linkage; true if C linkage was among them. */
    private boolean prefixes() throws Malformed {
        boolean externC = false;
        while (in.peek() == '$' && in.peek(1) == '$') {
            char code = in.peek(2);
            in.skip(3);
            switch (code) {
                case 'F', 'H', 'L', 'M', 'Q', 'h' -> {}
                case 'J', 'N', 'O' -> {
                    char digit = in.next();
                    if (!Input.isDigit(digit)) {
                        throw new Malformed();
                    }
                    in.skip(digit - '0');
                    externC = true;
                }
                default -> throw new Malformed();
            }
        }
        return externC;
    }

    private Symbol.Variable variable(QualifiedName name, boolean externC) throws Malformed {
        char code = in.next();
        Type type = reading.types.type();
        boolean cut = in.atEnd() && !reading.isLlvm();
        Modifiers stored = cut ? Modifiers.NONE : reading.types.modifiers.storage();
        if (!stored.complete() && (reading.isLlvm() || stored.letters().isEmpty())) {
            throw new Malformed();
        }
        return new Symbol.Variable(name, code <= '2' ? ACCESS[code - '0'] : Access.NONE, externC, type, stored);
    }

    private Symbol table(QualifiedName name) throws Malformed {
        Modifiers stored = reading.types.modifiers.storage();
        if (!stored.complete()) {
            throw new Malformed();
        }
        if (in.take('@')) {
            return new Symbol.Table(name, stored, List.of());
        }
        List<QualifiedName> targets = new ArrayList<>(2);
        while (!in.take('@')) {
            targets.add(reading.names.typeName());
        }
        return new Symbol.Table(name, stored, targets);
    }

    /** Only names; an operator that is a function must say more about itself. */
    private static Symbol bare(QualifiedName name, boolean externC) throws Malformed {
        NamePart part = name.name();
        boolean operator = part instanceof NamePart.Structor
                || part instanceof NamePart.Conversion
                || (part instanceof NamePart.Special special
                        && !special.operator().isSpecial());
        if (operator) {
            throw new Malformed();
        }
        return new Symbol.Bare(name, externC);
    }

    private Symbol based(QualifiedName name, boolean externC) throws Malformed {
        in.expect('_');
        int start = in.place();
        boolean dollar = in.take('$');
        if (dollar) {
            in.take('R');
        }
        in.skip(1);
        String code = in.since(start);
        Based based = reading.types.modifiers.based();
        return dollar ? virtualThunk(name, externC, based, code) : function(name, externC, based, code.charAt(0));
    }

    private Symbol dollar(QualifiedName name, boolean externC, Based based) throws Malformed {
        int start = in.place() + 1;
        in.skip(1);
        in.take('R');
        char code = in.next();
        if (code != 'A' && code != 'B') {
            return virtualThunk(name, externC, based, in.since(start));
        }
        SignedNumber offset = in.number();
        in.expect('A');
        return new Symbol.VirtualCall(name, offset, reading.convention());
    }

    /** {@code $0} to {@code $5} and {@code $R0} to {@code $R5}. */
    private Symbol virtualThunk(QualifiedName name, boolean externC, Based based, String code) throws Malformed {
        char digit = code.charAt(code.length() - 1);
        if (digit < '0' || digit > '5') {
            throw new Malformed();
        }
        boolean extended = code.indexOf('R') >= 0;
        List<SignedNumber> numbers = new ArrayList<>(4);
        for (int i = 0; i < (extended ? 4 : 2); i++) {
            numbers.add(in.number());
        }
        Thunk thunk = extended ? Thunk.VTORDISPEX : Thunk.VTORDISP;
        FunctionClass type = new FunctionClass(ACCESS[(digit - '0') / 2], Storage.VIRTUAL, thunk, numbers);
        return rest(name, externC, based, type);
    }

    private Symbol function(QualifiedName name, boolean externC, Based based) throws Malformed {
        return function(name, externC, based, in.next());
    }

    private Symbol function(QualifiedName name, boolean externC, Based based, char code) throws Malformed {
        if (code < 'A' || code > 'Z') {
            throw new Malformed();
        }
        int index = code - 'A';
        FunctionClass type = PLAIN[index];
        if (index < 24 && index % 8 >= 6) {
            type = new FunctionClass(type.access(), Storage.VIRTUAL, Thunk.ADJUSTOR, List.of(in.number()));
        }
        return rest(name, externC, based, type);
    }

    private Symbol rest(QualifiedName name, boolean externC, Based based, FunctionClass type) throws Malformed {
        Modifiers self = type.hasThis() ? reading.types.modifiers.ofThis() : Modifiers.NONE;
        Type.Function signature = reading.types.function(self);
        if (name.name() instanceof NamePart.Conversion && signature.returned() == BasicType.NONE) {
            throw new Malformed();
        }
        return new Symbol.Function(name, type, externC, based, signature);
    }
}
