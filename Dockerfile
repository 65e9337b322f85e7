# docker build -t sunrack . && docker run --rm sunrack report
FROM python:3.13-slim AS built
WORKDIR /sunrack
COPY pyproject.toml README.md LICENSE ./
COPY src src
RUN python -m venv /opt/sunrack \
    && /opt/sunrack/bin/pip install --no-cache-dir --no-compile . \
    && /opt/sunrack/bin/python -m compileall -q -j 0 /opt/sunrack/lib

FROM python:3.13-slim
COPY --from=built /opt/sunrack /opt/sunrack
# The byte code is complete, so Python has nothing to write and the container can run read-only.
ENV PATH=/opt/sunrack/bin:$PATH PYTHONDONTWRITEBYTECODE=1
RUN useradd --create-home sunrack
USER sunrack
WORKDIR /home/sunrack
ENTRYPOINT ["sunrack"]
CMD ["report"]
