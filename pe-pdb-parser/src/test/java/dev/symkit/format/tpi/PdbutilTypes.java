// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.tpi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.codeview.Field;
import dev.symkit.format.codeview.LeafKind;
import dev.symkit.format.codeview.LeafNames;
import dev.symkit.format.codeview.TypeReader;
import dev.symkit.format.codeview.TypeRecord;
import dev.symkit.format.io.Name;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Goes through the output of {@code llvm-pdbutil dump -types} or {@code -ids} and a type stream side by side. */
final class PdbutilTypes {
    private static final Pattern HEAD = Pattern.compile(
            " +0x([0-9A-F]+) \\| (?:(LF_\\w+)|UNKNOWN RECORD \\(0x([0-9A-F]+)\\)) \\[size = (\\d+)\\](.*)");
    private static final Pattern ENTRY = Pattern.compile(" +- (LF_\\w+|Method)(.*)");
    private static final Pattern FORWARD = Pattern.compile("forward ref \\((?:->|<-) 0x([0-9A-F]+)\\)");
    private static final Pattern SIZE = Pattern.compile(", sizeof (\\d+)$");

    private long facts;
    private String place = "";

    /** Number of comparisons so far. */
    long facts() {
        return facts;
    }

    /** Compares; gives false if the tool printed no records although there are some. */
    boolean compare(String file, TypeStream types, BufferedReader out) throws IOException {
        TypeReader reader = types.reader();
        Iterator<?> entries = List.of().iterator();
        long records = 0;
        TypeRecord record = new TypeRecord.Label(0, 0);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher head = HEAD.matcher(line);
            Matcher entry = ENTRY.matcher(line);
            if (head.matches()) {
                place = file + ": " + line;
                same(entries.hasNext(), false);
                same(reader.next(), true);
                record = reader.decode();
                head(head, reader, record);
                entries = entries(record);
                records++;
            } else if (entry.matches()) {
                same(entries.hasNext(), true);
                entry(entry, entries.next());
            } else {
                detail(line.stripLeading(), reader, record, types);
            }
        }
        if (records == 0 && types.count() > 0) {
            return false;
        }
        same(entries.hasNext(), false);
        same(reader.next(), false);
        same(records, types.count());
        return true;
    }

    private void same(Object ours, Object theirs) {
        facts++;
        if (!ours.equals(theirs)) {
            assertThat(ours).as(place).isEqualTo(theirs);
        }
    }

    private static Iterator<?> entries(TypeRecord record) {
        if (record instanceof TypeRecord.FieldList list) {
            return list.fields().iterator();
        }
        return record instanceof TypeRecord.MethodList list
                ? list.methods().iterator()
                : List.of().iterator();
    }

    private void head(Matcher head, TypeReader reader, TypeRecord record) throws IOException {
        same(reader.typeIndex(), Long.parseLong(head.group(1), 16));
        same(reader.length(), Integer.parseInt(head.group(4)));
        if (head.group(3) != null) {
            same(reader.leaf(), Integer.parseInt(head.group(3), 16));
            return;
        }
        same(LeafNames.nameOf(reader.leaf()), head.group(2));
        String rest = head.group(5).stripLeading();
        if (rest.startsWith("`")) {
            same("`" + text(reader.name()) + "`", rest);
        }
        if (record instanceof TypeRecord.StringId id) {
            same(rest.endsWith("String: " + text(id.text())), true);
        }
        if (record instanceof TypeRecord.IndexList && !rest.isEmpty()) {
            same(rest, "");
        }
    }

    private void entry(Matcher line, Object entry) {
        String detail = line.group(2).stripLeading();
        if (entry instanceof TypeRecord.Method method) {
            same(detail.startsWith("[type = " + hex(method.type())), true);
            same(detail.contains("vftable offset = " + method.tableOffset()), true);
            return;
        }
        Field field = (Field) entry;
        same(LeafNames.nameOf(field.leaf()), line.group(1));
        String expected = expected(field);
        if (!detail.startsWith(expected)) {
            same(detail, expected);
        }
        facts++;
    }

    private static String expected(Field field) {
        if (field instanceof Field.Enumerate constant) {
            return "[" + text(constant.name()) + " = "
                    + constant.value().integer().orElseThrow() + "]";
        } else if (field instanceof Field.DataMember member) {
            return "[name = `" + text(member.name()) + "`, Type = " + hex(member.type());
        } else if (field instanceof Field.StaticMember member) {
            return "[name = `" + text(member.name()) + "`, type = " + hex(member.type());
        } else if (field instanceof Field.Overloads methods) {
            return "[name = `" + text(methods.name()) + "`, # overloads = " + methods.count() + ", overload list = "
                    + hex(methods.methodList());
        } else if (field instanceof Field.NestedType nested) {
            return "[name = `" + text(nested.name()) + "`, parent = " + hex(nested.type());
        } else if (field instanceof Field.OneMethod method) {
            return "[name = `" + text(method.name()) + "`]";
        } else if (field instanceof Field.FunctionTable table) {
            return "type = " + hex(table.type());
        }
        return "";
    }

    /** Lines below the head of a record: what follows is in them word for word. */
    private void detail(String line, TypeReader reader, TypeRecord record, TypeStream types) throws IOException {
        Optional<String> expected = Optional.empty();
        if (line.startsWith("referent = ") && record instanceof TypeRecord.Pointer pointer) {
            expected = Optional.of("referent = " + hex(pointer.type()));
        } else if (line.startsWith("referent = ") && record instanceof TypeRecord.Modifier modifier) {
            expected = Optional.of("referent = " + hex(modifier.type()));
        } else if (line.startsWith("unique name: ") && reader.findName()) {
            byte[] unique = new byte[reader.uniqueNameLength()];
            System.arraycopy(reader.buffer(), reader.uniqueNameAt(), unique, 0, unique.length);
            expected = Optional.of("unique name: `" + new String(unique, ISO_8859_1) + "`");
        } else if (line.startsWith("name = ") && record instanceof TypeRecord.FunctionId id) {
            expected = Optional.of("name = " + text(id.name()) + ", type = " + hex(id.type()));
        } else if (line.startsWith("udt = ") && record instanceof TypeRecord.SourceLine source) {
            expected = Optional.of("udt = " + hex(source.type()));
            same(line.contains(", line = " + source.line()), true);
        } else if (line.startsWith("type = ") && record instanceof TypeRecord.BitField bits) {
            expected = Optional.of("type = " + hex(bits.type()));
            same(line.endsWith("bit offset = " + bits.position() + ", # bits = " + bits.length()), true);
        } else if (line.startsWith("size: ") && record instanceof TypeRecord.ArrayType array) {
            expected = Optional.of("size: " + array.size() + ", index type: " + hex(array.indexType()));
        } else if (line.startsWith("return type = ") && record instanceof TypeRecord.Procedure function) {
            expected = Optional.of("return type = " + hex(function.returnType()));
            same(line.endsWith("param list = " + hex(function.argumentList())), true);
        } else if (line.startsWith("class type = ") && record instanceof TypeRecord.MemberFunction function) {
            expected = Optional.of("class type = " + hex(function.containingClass()));
            same(line.endsWith("this adjust = " + function.thisAdjustment()), true);
        } else if (line.startsWith("options: ")) {
            options(line, reader, types);
        }
        if (expected.isPresent()) {
            if (!line.startsWith(expected.get())) {
                same(line, expected.get());
            }
            facts++;
        }
    }

    private void options(String line, TypeReader reader, TypeStream types) throws IOException {
        long definition = types.definitionOf(reader.typeIndex());
        Matcher forward = FORWARD.matcher(line);
        if (forward.find()) {
            long theirs = Long.parseLong(forward.group(1), 16);
            same(types.contains(definition), true);
            same(nameAt(types, definition), nameAt(types, theirs));
        } else if (line.contains("forward ref") && definition != TypeStream.UNKNOWN) {
            // the tool stops at the reference itself if that is in the same bucket and before the definition
            same(types.hashValue(definition), types.hashValue(reader.typeIndex()));
            same(nameAt(types, definition), reader.name());
        } else {
            same(definition, line.contains("forward ref") ? TypeStream.UNKNOWN : reader.typeIndex());
        }
        Matcher size = SIZE.matcher(line);
        if (size.find() && reader.leaf() != LeafKind.LF_ENUM) {
            TypeRecord record = types.typeAt(reader.typeIndex());
            long ours =
                    record instanceof TypeRecord.ClassType type ? type.size() : ((TypeRecord.UnionType) record).size();
            same(ours, Long.parseUnsignedLong(size.group(1)));
        }
    }

    private static Name nameAt(TypeStream types, long index) throws IOException {
        TypeReader reader = types.readerAt(index);
        reader.next();
        return reader.name();
    }

    private static String text(Name name) {
        return new String(name.toByteArray(), ISO_8859_1);
    }

    private static String hex(long index) {
        return index == 0 ? "<no type>" : String.format(Locale.ROOT, "0x%04X", index);
    }
}
