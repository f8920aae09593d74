// SPDX-License-Identifier: Apache-2.0
package dev.symkit.agestore.cli;

import dev.symkit.agestore.AccessTimes;
import dev.symkit.agestore.AgeListener;
import dev.symkit.agestore.AgeReport;
import dev.symkit.agestore.AgeRequest;
import dev.symkit.agestore.AgeRequest.Mode;
import dev.symkit.agestore.Aging;
import dev.symkit.agestore.Failure;
import dev.symkit.agestore.TimeChoice;
import dev.symkit.cli.JsonOut;
import dev.symkit.cli.ToolContext;
import dev.symkit.cli.UsageException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints how a run goes, and asks before files are deleted (agestore.md section 3). Confined to one run. */
final class AgeOutput {
    private static final int NOT_CONFIRMED = 2;
    private static final Duration TOO_FINE = Duration.ofDays(2);
    private static final String LAT_OFF = "Last-Access-Time support is disabled on this computer.";
    private static final String LAT_MORE = "Please read the documentation for more details.";
    private static final String LAT_CREATION = "Agestore will use the file creation time as the last access time.";
    private static final String LAT_WRITE = "Agestore will use the file modification time as the last access time.";

    private final ToolContext context;
    private final Form form;
    private final Pace pace;
    private final DateTimeFormatter times;

    /**
     * The form of the output.
     *
     * @param json one object instead of text
     * @param unlisted deleted files are not listed
     * @param quiet no progress is shown
     * @param yes nothing is asked
     */
    record Form(boolean json, boolean unlisted, boolean quiet, boolean yes) {}

    AgeOutput(ToolContext context, Form form) {
        this.context = context;
        this.form = form;
        this.pace = new Pace(context, !form.json() && !form.quiet());
        this.times = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)
                .withZone(context.clock().getZone());
    }

    /** Runs what was prepared and gives back the exit code. */
    int run(AgeRequest request, Aging aging) throws IOException, UsageException {
        try (pace) {
            announce(request, aging.accessTimes());
            boolean ask = !form.yes() && !request.rules().listOnly() && !(request.mode() instanceof Mode.Measure);
            if (ask && !confirmed(aging)) {
                return NOT_CONFIRMED;
            }
            AgeReport report = form.json() ? json(aging) : text(request, aging);
            boolean judged = !(request.mode() instanceof Mode.Measure)
                    && aging.accessTimes().kept();
            if (judged && request.time() == TimeChoice.BEST && report.accessTimesLookUnkept() && !form.unlisted()) {
                message(
                        "hint: nearly all files have access times no later than their modification; is anything updating them?");
            }
            return report.failed() > 0 ? AgeStoreErrors.SOME_FAILED : 0;
        }
    }

    /** What has to be said of access times before anything else (observed, agestore.md 4.1). */
    private void announce(AgeRequest request, AccessTimes accessTimes) {
        if (request.time() != TimeChoice.BEST) {
            return;
        }
        if (!accessTimes.kept()) {
            PrintStream out = form.json() ? context.err() : context.out();
            out.println(LAT_OFF);
            out.println(LAT_MORE);
            out.println(accessTimes == AccessTimes.CREATION_INSTEAD ? LAT_CREATION : LAT_WRITE);
        } else if (accessTimes == AccessTimes.DAILY
                && request.mode() instanceof Mode.UnusedSince unused
                && unused.cutoff().isAfter(request.running().now().minus(TOO_FINE))) {
            message("warning: access times are kept to about one day here; less than two days is finer than that");
        }
    }

    /** Asks, if there is something to ask about. */
    private boolean confirmed(Aging aging) throws IOException, UsageException {
        Aging.Selection selection = aging.select(new Listener(event -> {}));
        pace.pause();
        if (selection.files() == 0) {
            return true;
        }
        if (!context.interactive() || form.json()) {
            throw UsageException.rule("use -y when not running interactively");
        }
        context.out().println(selection.files() + " files, " + selection.bytes() + " bytes will be deleted.");
        context.out().print("Are you sure? (y/n) ");
        context.out().flush();
        String answer = readLine().strip();
        return answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = context.in().read(); c >= 0 && c != '\n'; c = context.in().read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    private AgeReport text(AgeRequest request, Aging aging) throws IOException {
        AgeReport report = aging.run(new Listener(this::print));
        pace.pause();
        PrintStream out = context.out();
        if (request.mode() instanceof Mode.Measure) {
            out.println(report.bytes() + " bytes in " + report.files() + " files");
        } else if (request.rules().listOnly()) {
            out.println(report.listed() + " files, " + report.listedBytes() + " bytes would be deleted");
        } else {
            out.println(report.deleted() + " files deleted, " + report.freed() + " bytes freed, " + report.remain()
                    + " bytes remain");
        }
        return report;
    }

    private void print(AgeListener.Event event) {
        switch (event.status()) {
            case LISTED, DELETED -> {
                if (!isUnlisted(event)) {
                    pace.pause();
                    context.out().println(event.path() + "  " + event.bytes() + " " + time(event.lastUse()));
                }
            }
            case SKIPPED -> message("skipped " + event.path() + ": " + event.reason());
            case FAILED -> message("cannot delete " + event.path() + ": " + event.reason());
        }
    }

    private boolean isUnlisted(AgeListener.Event event) {
        return form.unlisted() && event.status() == AgeListener.Status.DELETED;
    }

    private String time(Instant instant) {
        return times.format(instant);
    }

    /** A failure that stands in the JSON output already. */
    static final class Told extends IOException {
        private static final long serialVersionUID = 1L;

        private final transient Failure failure;

        private Told(Failure failure) {
            super(failure.text());
            this.failure = failure;
        }

        Failure failure() {
            return failure;
        }
    }

    private AgeReport json(Aging aging) throws IOException {
        List<AgeReport> result = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        JsonOut.write(context.out(), json -> {
            json.array("files", files -> {
                try {
                    result.add(aging.run(new Listener(event -> {
                        if (!isUnlisted(event)) {
                            files.add(each -> fields(event, each));
                        }
                    })));
                } catch (InterruptedIOException e) {
                    throw e;
                } catch (IOException e) {
                    failures.add(Failure.of(e));
                }
            });
            if (!failures.isEmpty()) {
                AgeStoreErrors.error(json, failures.get(0));
                return;
            }
            AgeReport report = result.get(0);
            json.number("deleted", report.deleted());
            json.number("freed", report.freed());
            json.number("remain", report.remain());
            json.number("failed", report.failed());
            json.number("listed", report.listed());
            json.number("listedBytes", report.listedBytes());
            json.number("count", report.files());
        });
        if (!failures.isEmpty()) {
            throw new Told(failures.get(0));
        }
        return result.get(0);
    }

    private static void fields(AgeListener.Event event, JsonOut json) throws IOException {
        json.text("path", event.path().toString());
        json.number("bytes", event.bytes());
        json.text("lastUse", event.lastUse().toString());
        json.text("status", event.status().name().toLowerCase(Locale.ROOT));
        if (!event.reason().isEmpty()) {
            json.text("reason", event.reason());
        }
    }

    private void message(String text) {
        pace.pause();
        AgeStoreErrors.message(context.err()::println, text);
    }

    /** What is done with a file that had its turn. */
    private interface Printing {
        void print(AgeListener.Event event) throws IOException;
    }

    /** Shows progress while nothing is printed. */
    private final class Listener implements AgeListener {
        private final Printing printing;

        Listener(Printing printing) {
            this.printing = printing;
        }

        @Override
        public void counted(long files, long bytes) {
            pace.add(files, bytes);
        }

        @Override
        public void file(Event event) throws IOException {
            printing.print(event);
        }

        @Override
        public void problem(String text) {
            message(text);
        }

        @Override
        public void waiting(String holder) {
            message("waiting for the store's lock, held by " + holder);
        }
    }
}
