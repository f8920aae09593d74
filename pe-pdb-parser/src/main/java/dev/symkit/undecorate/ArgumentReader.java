// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate;

import dev.symkit.undecorate.tree.BasicType;
import dev.symkit.undecorate.tree.NamePart;
import dev.symkit.undecorate.tree.QualifiedName;
import dev.symkit.undecorate.tree.SignedNumber;
import dev.symkit.undecorate.tree.Symbol;
import dev.symkit.undecorate.tree.TemplateArgument;
import dev.symkit.undecorate.tree.TemplateArgument.Pack;
import dev.symkit.undecorate.tree.Type;
import java.util.ArrayList;
import java.util.List;

/** Reads the arguments of templates. */
final class ArgumentReader {
    private final Reading reading;
    private final Input in;

    ArgumentReader(Reading reading) {
        this.reading = reading;
        this.in = reading.in;
    }

    /** Arguments up to {@code @}. */
    List<TemplateArgument> list() throws Malformed {
        if (in.take('@')) {
            return List.of();
        }
        List<TemplateArgument> arguments = new ArrayList<>(4);
        while (!in.take('@')) {
            if (in.atEnd() && reading.openEnd) {
                break;
            }
            arguments.add(argument());
        }
        return arguments;
    }

    private TemplateArgument argument() throws Malformed {
        char c = in.peek();
        if (Input.isDigit(c)) {
            return reading.back.argument(in.next());
        }
        int start = in.place();
        TemplateArgument argument;
        if (c == '$') {
            argument = dollar();
        } else if (c == '?') {
            argument = in.peek(1) == '<' ? reading.types.custom() : parameter();
        } else {
            argument = reading.types.argument();
        }
        if (in.place() - start > 1 && !(argument instanceof Pack)) {
            reading.back.addArgument(argument);
        }
        return argument;
    }

    private TemplateArgument dollar() throws Malformed {
        if (in.take("$$$V") || in.take("$$V") || in.take("$$Z")) {
            return Pack.EMPTY;
        }
        if (in.peek(1) == '$') {
            return reading.types.argument();
        }
        in.skip(1);
        reading.enter();
        TemplateArgument value = value();
        reading.leave();
        return value;
    }

    private TemplateArgument parameter() throws Malformed {
        in.skip(1);
        return new TemplateArgument.Parameter("`template-parameter-", in.number());
    }

    private TemplateArgument value() throws Malformed {
        char code = in.next();
        return switch (code) {
            case '0' -> new TemplateArgument.IntegerValue(in.number());
            case '1', 'E' -> new TemplateArgument.Address(symbol(), code == 'E');
            case '2' -> realOrClass();
            case 'D' -> new TemplateArgument.Parameter("`template-parameter", in.number());
            case 'F' -> tuple(false, 2);
            case 'G' -> tuple(false, 3);
            case 'H' -> tuple(true, 1);
            case 'I' -> tuple(true, 2);
            case 'J' -> tuple(true, 3);
            case 'M' -> typedValue();
            case 'Q' -> new TemplateArgument.Parameter("`non-type-template-parameter", in.number());
            case 'R' -> named();
            case 'S' -> Pack.EMPTY;
            default -> throw new Malformed();
        };
    }

    private Symbol symbol() throws Malformed {
        if (in.peek() != '?') {
            throw new Malformed();
        }
        Symbol symbol = reading.symbols.symbol();
        QualifiedName name = SymbolReader.nameOf(symbol);
        if (name.name() instanceof NamePart.Template) {
            reading.back.add(name.name());
        }
        return symbol;
    }

    private TemplateArgument tuple(boolean withSymbol, int count) throws Malformed {
        List<Symbol> symbol = withSymbol && in.peek() == '?' ? List.of(symbol()) : List.of();
        List<SignedNumber> numbers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            numbers.add(in.number());
        }
        return new TemplateArgument.Tuple(symbol, numbers);
    }

    private TemplateArgument named() throws Malformed {
        NamePart name = new NamePart.Identifier(in.identifier());
        in.number();
        return new TemplateArgument.Named(name);
    }

    /** {@code $M}: the type of an {@code auto} parameter, which is not printed, and the value without its dollar sign. */
    private TemplateArgument typedValue() throws Malformed {
        reading.types.argument();
        reading.enter();
        TemplateArgument value = value();
        reading.leave();
        return value;
    }

    private TemplateArgument realOrClass() throws Malformed {
        char code = in.peek();
        boolean basic = BasicType.of(code) != BasicType.NONE && in.peek(1) == '@' && in.peek(2) == '@';
        if (!basic && (code == '?' || code == '@' || Input.isDigit(code) || Input.isHex(code))) {
            return new TemplateArgument.RealValue(in.number(), in.number());
        }
        Type type = reading.types.argument();
        List<TemplateArgument> members = new ArrayList<>();
        while (!in.take('@')) {
            members.add(in.take('$') ? value() : member());
        }
        return new TemplateArgument.ObjectValue(type, members);
    }

    private TemplateArgument member() throws Malformed {
        Type type = reading.types.argument();
        return Input.isDigit(in.peek()) ? value() : type;
    }
}
