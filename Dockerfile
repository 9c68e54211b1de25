# Canvass in a container: one image for web, worker, beat and upgrade; the command says which.
FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /app
COPY requirements/base.txt requirements/base.txt
RUN python -m venv /venv && /venv/bin/pip install --require-hashes -r requirements/base.txt
ENV PATH=/venv/bin:$PATH CANVASS_STATIC_DIR=/app/collected
COPY manage.py manage.py
COPY config config
COPY tenants tenants
COPY webhooks webhooks
COPY surveys surveys
COPY responses responses
COPY analytics analytics
COPY templates templates
COPY static static
COPY locale locale
RUN python manage.py compile_translations && python manage.py collectstatic --noinput --verbosity 0 \
    && rm -rf .canvass

FROM python:3.13-slim
RUN useradd --system --uid 10001 --home-dir /app canvass && mkdir -p /data && chown canvass /data
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
USER canvass
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 \
    CANVASS_ENV=production CANVASS_DATA_DIR=/data CANVASS_STATIC_DIR=/app/collected
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/health/live', timeout=2)"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", \
     "--blocking-threads", "2", "--no-ws", "config.wsgi:application"]
