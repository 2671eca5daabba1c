// server.mjs: PGlite with the extension behind a socket, so that psql can ask it.  One client at a
// time: PGlite has one session, which the clients share, so each begins with DISCARD ALL.

import { createServer } from 'node:net'

const QUERY = 0x51, COPY_DATA = 0x64, COPY_DONE = 0x63, COPY_FAIL = 0x66, TERMINATE = 0x58
const SSL_REQUEST = 80877103, GSS_REQUEST = 80877104, CANCEL_REQUEST = 80877102
const COPY_IN = 0x47

// CopyInResponse to such a query, no columns told; null if it is another
const copyIn = (message) => {
  const query = message.toString('utf8', 5)
  if (message[0] !== QUERY || !/^\s*copy\b[^;]*\bfrom\s+stdin\b/i.test(query)) return null
  return Buffer.from([COPY_IN, 0, 0, 0, 7, /\bformat\s+binary\b/i.test(query) ? 1 : 0, 0, 0])
}

// PGlite is done with a query before it asks for more, so COPY ... FROM STDIN has to come with its
// data: it is kept until they are there, and what PGlite then says to it has been said already.
const serveClient = (pg, socket) => {
  let input = Buffer.alloc(0)
  let started = false
  let copy = null

  const ask = async (message) => {
    const parts = []
    await pg.execProtocolRawStream(message, { onRawData: (data) => parts.push(Buffer.from(data)) })
    return Buffer.concat(parts)
  }
  const answer = async (message) => {
    if (copy) {
      copy.push(message)
      if (message[0] !== COPY_DONE && message[0] !== COPY_FAIL) return
      const reply = await ask(Buffer.concat(copy))
      copy = null
      socket.write(reply[0] === COPY_IN ? reply.subarray(1 + reply.readUInt32BE(1)) : reply)
    } else if (copyIn(message)) {
      copy = [message]
      socket.write(copyIn(message))
    } else if (message[0] === TERMINATE) socket.end()
    else socket.write(await ask(message))
  }
  // the message that the input begins with, if all of it is there
  const next = () => {
    const at = started ? 1 : 0
    if (input.length < at + 4) return null
    const length = at + input.readUInt32BE(at)
    if (input.length < length) return null
    const message = input.subarray(0, length)
    input = input.subarray(length)
    return message
  }
  const work = async () => {
    for (let message = next(); message; message = next()) {
      const code = started ? 0 : message.readUInt32BE(4)
      if (code === SSL_REQUEST || code === GSS_REQUEST) socket.write('N')
      else if (code === CANCEL_REQUEST) socket.end()
      else {
        started = true
        await answer(message)
      }
    }
  }
  let working = Promise.resolve()
  socket.on('data', (data) => {
    input = Buffer.concat([input, data])
    working = working.then(work).catch((error) => socket.destroy(error))
  })
  socket.on('error', () => {})
}

/** Serves one client at a time on a Unix socket; resolves to the server. */
export const serve = (pg, path) =>
  new Promise((resolve, reject) => {
    const server = createServer((socket) => serveClient(pg, socket))
    server.maxConnections = 1
    server.on('error', reject)
    server.listen(path, () => resolve(server))
  })
