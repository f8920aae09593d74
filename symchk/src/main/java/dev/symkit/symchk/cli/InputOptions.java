// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.cli;

import dev.symkit.cli.UsageException;
import dev.symkit.symchk.InputRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that say what is looked at. */
final class InputOptions {
    @Option(names = "-r")
    boolean recurse;

    @Option(names = "-if")
    boolean files;

    @Option(names = "-id")
    @Nullable
    String dump;

    @Option(names = "-ih")
    @Nullable
    String hotfix;

    @Option(names = "-ie")
    @Nullable
    String program;

    @Option(names = "-ip")
    @Nullable
    String process;

    @Option(names = "-it")
    @Nullable
    String list;

    @Option(names = "-im")
    @Nullable
    String manifest;

    @Option(names = "-ea")
    @Nullable
    String skip;

    @Option(names = "-ee")
    @Nullable
    String forgive;

    @Option(names = "-fm")
    @Nullable
    String module;

    @Option(names = "-cc")
    boolean outsideOnly;

    @Option(names = "-cn")
    boolean notSuspended; // a process never is

    @Parameters
    List<String> operands = new ArrayList<>();

    /** Refuses more than one kind of input, and none. */
    void check() throws UsageException {
        long others = others().count();
        if (others > 1 || (others == 1 && (files || !operands.isEmpty()))) {
            throw UsageException.rule("only one kind of input is possible");
        }
        if (others == 0 && operands.isEmpty()) {
            throw UsageException.rule("no files were named");
        }
    }

    private Stream<String> others() {
        return Stream.of(
                        Optional.ofNullable(dump),
                        Optional.ofNullable(hotfix),
                        Optional.ofNullable(program),
                        Optional.ofNullable(process),
                        Optional.ofNullable(list),
                        Optional.ofNullable(manifest))
                .flatMap(Optional::stream);
    }

    /** Whether the modules of processes are looked at. */
    boolean readsProcesses() {
        return program != null || process != null;
    }

    /** Whether modules are looked at that were loaded: those of a dump or of processes. */
    boolean readsMemory() {
        return dump != null || readsProcesses();
    }

    /** How {@link #names()} are meant, unless it is a manifest. */
    InputRequest.Form form() {
        Map<InputRequest.Form, Optional<String>> named = Map.of(
                InputRequest.Form.DUMP, Optional.ofNullable(dump),
                InputRequest.Form.HOTFIX, Optional.ofNullable(hotfix),
                InputRequest.Form.PROGRAM, Optional.ofNullable(program),
                InputRequest.Form.PROCESS, Optional.ofNullable(process),
                InputRequest.Form.LIST, Optional.ofNullable(list));
        return named.entrySet().stream()
                .filter(entry -> entry.getValue().isPresent())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(InputRequest.Form.FILES);
    }

    /** What was named: the files, or the one operand of another kind of input. */
    List<String> names() {
        List<String> other = others().toList();
        return other.isEmpty() ? operands : other;
    }

    /** The name of a module in lower case is what counts. */
    String moduleName() {
        return module == null ? "" : module.toLowerCase(Locale.ROOT);
    }
}
