// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.convert;

import dev.symkit.store.storage.Staging;
import dev.symkit.store.storage.StoreLock;
import dev.symkit.store.storage.StoreStorage;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/** A storage that tells a {@link Point} of every call, those of its locks and stagings too. What is closed is closed all the same. */
final class FailingStorage {
    private FailingStorage() {}

    /** Where a test makes calls fail. */
    @FunctionalInterface
    interface Point {
        /** A call is about to be made. */
        void before(String call, Object[] arguments) throws IOException;
    }

    static StoreStorage of(StoreStorage real, Point point) {
        return proxy(StoreStorage.class, real, point);
    }

    private static <T> T proxy(Class<T> type, T real, Point point) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object[] given = arguments == null ? new Object[0] : arguments;
                    if (method.getExceptionTypes().length > 0
                            && !method.getName().equals("close")) {
                        point.before(method.getName(), given);
                    }
                    return wrapped(call(real, method, given), point);
                }));
    }

    static Object call(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Object wrapped(Object result, Point point) {
        if (result instanceof StoreLock lock) {
            return proxy(StoreLock.class, lock, point);
        }
        return result instanceof Staging staging ? proxy(Staging.class, staging, point) : result;
    }
}
