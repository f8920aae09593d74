// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.http;

import dev.symkit.symsrv.http.url.Origin;
import dev.symkit.symsrv.settings.StoreSettings.On403;
import dev.symkit.symsrv.spi.ResultCode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What the status of an answer means (symsrv.md 8.2). */
final class StatusRule {
    private final Consumer<String> warnings;

    StatusRule(Consumer<String> warnings) {
        this.warnings = warnings;
    }

    /**
     * The result that an answer is; empty if its body is the file, or the part that was asked for.
     *
     * @param part whether a part was asked for
     */
    Optional<FetchResult> verdict(Answer answer, boolean part, FetchContext context) throws FetchFailure {
        int status = answer.status();
        StoreSession session = context.session();
        List<String> segments = context.request().segments();
        if (status != 403) {
            session.answered(segments);
        }
        return switch (status) {
            case 200 -> Optional.empty();
            case 206 -> {
                if (!part) {
                    throw unexpected(answer);
                }
                yield Optional.empty();
            }
            case 403 -> Optional.of(forbidden(context));
            case 404, 410 -> {
                boolean all = answer.header("X-Symbol-Miss").orElse("").equalsIgnoreCase("all");
                yield Optional.of(new FetchResult.Missing(ResultCode.http(status), true, all));
            }
            case 400 -> {
                if (session.warnOfBadRequest()) {
                    warnings.accept(session.url().origin() + " answers 400: it cannot make sense of a request");
                }
                yield miss(status);
            }
            case 204, 205, 304 -> miss(status);
            case 408, 425, 429, 500, 502, 503, 504 ->
                throw FetchFailure.passing(
                        ResultCode.http(status), answers(answer), RetryRule.after(answer, context.clock()));
            default -> other(answer, context);
        };
    }

    private static Optional<FetchResult> other(Answer answer, FetchContext context) throws FetchFailure {
        int status = answer.status();
        if (status >= 500) {
            throw FetchFailure.last(ResultCode.http(status), answers(answer));
        }
        if (status < 400) {
            throw unexpected(answer);
        }
        TraceLines.note(context.listener(), "MISS: " + answers(answer));
        return miss(status);
    }

    private static FetchResult forbidden(FetchContext context) {
        StoreSession session = context.session();
        On403 rule = context.request().settings().on403();
        boolean denied = switch (rule) {
            case AUTO -> session.refused(context.request().segments());
            case MISS -> false;
            case DENY -> true;
        };
        if (!denied) {
            return new FetchResult.Missing(ResultCode.http(403), false, false);
        }
        FetchResult.Failed failed = session.accessDenied(403);
        session.suspend(failed);
        return failed;
    }

    private static Optional<FetchResult> miss(int status) {
        return Optional.of(new FetchResult.Missing(ResultCode.http(status), false, false));
    }

    private static FetchFailure unexpected(Answer answer) {
        return FetchFailure.last(FetchFailure.INVALID_RESPONSE, answers(answer) + ", which was not asked for");
    }

    private static String answers(Answer answer) {
        return Origin.of(answer.uri()) + " answers " + answer.status();
    }
}
